package org.rotunda.bench.run;

import java.util.Locale;

/** Parameters and numbers as people read them. */
final class Names {
  private static final int EXACT_FROM = 100;

  private Names() {}

  /** A parameter's name as a column's heading. */
  static String heading(String parameter) {
    return parameter.equals("logDegree") ? "N" : parameter;
  }

  /** A parameter's value in its column. */
  static String value(String parameter, String value) {
    return parameter.equals("logDegree") ? "2^" + value : value;
  }

  /** Name and value in a sentence. */
  static String phrase(String parameter, String value) {
    return switch (parameter) {
      case "logDegree" -> "N = 2^" + value;
      case "threads" -> value.equals("1") ? "1 thread" : value + " threads";
      default -> value + " " + parameter;
    };
  }

  /** A time with three digits, or all those before the point. */
  static String number(double time) {
    if (time >= EXACT_FROM) {
      return String.format(Locale.ROOT, "%.0f", time);
    }
    return String.format(Locale.ROOT, time >= 10 ? "%.1f" : "%.2f", time);
  }
}
