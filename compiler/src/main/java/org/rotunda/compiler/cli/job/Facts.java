package org.rotunda.compiler.cli.job;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Names with what they are, one a line, aligned. */
public final class Facts {
  private static final String GAP = "  ";

  private record Fact(String name, String value) {}

  private final List<Fact> facts = new ArrayList<>();

  /** Facts about nothing yet. */
  public Facts() {}

  /** Adds a fact; without a name it continues the one before. */
  public Facts add(String name, Object value) {
    facts.add(new Fact(name, value.toString()));
    return this;
  }

  /** Prints them. */
  public void print(PrintWriter out) {
    int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
    for (Fact fact : facts) {
      String padding = " ".repeat(width - fact.name().length());
      out.println(fact.name() + padding + GAP + fact.value());
    }
  }
}
