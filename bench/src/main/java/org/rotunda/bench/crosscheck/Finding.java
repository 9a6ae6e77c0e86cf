package org.rotunda.bench.crosscheck;

import java.util.List;

/** What a rule found. */
sealed interface Finding {
  /**
   * All agrees.
   *
   * @param measured what was measured on the way, such as the deviation of noise, or empty
   */
  record Agreement(String measured) implements Finding {}

  /**
   * Something differs.
   *
   * @param first where, and what was expected and found
   */
  record Difference(String first) implements Finding {}

  /** Agreement without a measurement. */
  static Finding agreement() {
    return new Agreement("");
  }

  /** The first difference among findings, or the last agreement. */
  static Finding first(List<Finding> findings) {
    Finding last = agreement();
    for (Finding finding : findings) {
      last = finding;
      if (finding instanceof Difference) {
        return finding;
      }
    }
    return last;
  }
}
