package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.ring.Engine;

/** Applies all rules to a folder and says what came of each. */
final class Crosscheck {
  private final CrosscheckFolder folder;
  private final Engine engine;

  Crosscheck(CrosscheckFolder folder, Engine engine) {
    this.folder = folder;
    this.engine = engine;
  }

  /** The numbers of rules by what came of them. */
  record Tally(int passed, int failed, int skipped) {
    /** Whether nothing failed and something passed. */
    boolean isGood() {
      return failed == 0 && passed > 0;
    }
  }

  /** Writes a line a rule and a last one with the tally. */
  Tally run(PrintWriter out) {
    Evidence evidence = new Evidence(folder, engine);
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    for (Rule rule : rules()) {
      List<String> absent = folder.absent(rule);
      if (!absent.isEmpty()) {
        skipped++;
        out.printf("SKIP %s: there is no %s%n", rule.name(), String.join(", no ", absent));
      } else {
        switch (find(rule, evidence)) {
          case Finding.Agreement(String measured) -> {
            passed++;
            out.printf("PASS %s%s%n", rule.name(), measured.isEmpty() ? "" : ", " + measured);
          }
          case Finding.Difference(String first) -> {
            failed++;
            out.printf("FAIL %s: first difference %s%n", rule.name(), first);
          }
        }
      }
      out.flush();
    }
    out.printf("%d passed, %d failed, %d skipped%n", passed, failed, skipped);
    out.flush();
    return new Tally(passed, failed, skipped);
  }

  /** All rules, in the order of their lines. */
  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(ContextRules.rules());
    rules.add(BookkeepingRule.rule());
    rules.addAll(PlaintextRules.rules());
    rules.addAll(KeyRules.rules());
    rules.addAll(EvaluationRules.rules());
    return List.copyOf(rules);
  }

  /** What can't be read or converted, or misses a key, is a difference too. */
  static Finding find(Rule rule, Evidence evidence) {
    try {
      return rule.check().run(evidence);
    } catch (IOException | IllegalArgumentException | KeyUnavailableException e) {
      return new Finding.Difference(String.valueOf(e.getMessage()));
    }
  }
}
