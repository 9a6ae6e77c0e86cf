package org.rotunda.compiler.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.rotunda.ckks.params.LocalEngine;

/**
 * What times depend on besides operation and parameters.
 *
 * @param threads how many work on an operation
 * @param kernels what they compute with, such as "vector (8 lanes of 64 bits)"
 * @param processor what they run on
 */
public record Conditions(int threads, String kernels, String processor) {
  private static final int MOST_THREADS = 1 << 10;
  private static final int MOST_LETTERS = 200;

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException if there are fewer than 1 or more than 1024 threads, or a name
   *     is empty, longer than 200 letters or not of printable ones
   */
  public Conditions {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "From 1 to %d threads are expected, but %d were given.".formatted(MOST_THREADS, threads));
    }
    requireName(kernels);
    requireName(processor);
  }

  private static void requireName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "A name of 1 to %d printable letters is expected for kernels and processor, but one of %d letters was given."
              .formatted(MOST_LETTERS, name.length()));
    }
  }

  /** Whether these are 1 to 200 printable letters, and not spaces only. */
  static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= MOST_LETTERS
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** Those of this JVM, with the fastest kernels that it has. */
  public static Conditions here(int threads) {
    return new Conditions(threads, LocalEngine.serial().kernels().name(), Processor.name());
  }

  /** What is most like these comes first: by processor, then kernels, then number of threads. */
  Comparator<Conditions> mostAlikeFirst() {
    return Comparator.comparing((Conditions c) -> !c.processor.equals(processor))
        .thenComparing(c -> !c.kernels.equals(kernels))
        .thenComparingInt(c -> Math.abs(c.threads - threads));
  }

  /** In which points these differ from others, as these have them. */
  List<String> differencesFrom(Conditions others) {
    List<String> differences = new ArrayList<>();
    if (threads != others.threads) {
      differences.add("with %d thread%s".formatted(threads, threads == 1 ? "" : "s"));
    }
    if (!kernels.equals(others.kernels)) {
      differences.add("with kernels " + kernels);
    }
    if (!processor.equals(others.processor)) {
      differences.add("on " + processor);
    }
    return differences;
  }
}
