package org.rotunda.ckks.bootstrap;

/** Binary logarithms. */
final class Log2 {
  private Log2() {}

  static double of(double x) {
    return Math.log(x) / Math.log(2);
  }
}
