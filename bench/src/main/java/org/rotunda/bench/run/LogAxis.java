package org.rotunda.bench.run;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A logarithmic axis.
 *
 * @param least the power of ten at its left end
 * @param most the power of ten at its right end
 * @param left where it begins, in pixels
 * @param right where it ends
 */
record LogAxis(int least, int most, double left, double right) {
  /** The shortest axis from power of ten to power of ten that holds all values. */
  static LogAxis around(double[] values, double left, double right) {
    double smallest = Arrays.stream(values).min().orElse(1);
    double largest = Arrays.stream(values).max().orElse(1);
    int least = (int) Math.floor(Math.log10(smallest));
    int most = (int) Math.ceil(Math.log10(largest));
    return new LogAxis(least, Math.max(most, least + 1), left, right);
  }

  /** Where a value stands; values below the axis stand at its left end. */
  double position(double value) {
    double part = (Math.log10(value) - least) / (most - least);
    return left + Math.max(0, part) * (right - left);
  }

  /** The powers of ten on the axis. */
  DoubleStream ticks() {
    return DoubleStream.iterate(Math.pow(10, least), value -> value * 10).limit(most - least + 1L);
  }
}
