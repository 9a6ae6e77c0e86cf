package org.rotunda.bench.mnist;

/** Made-up digits for tests. */
final class SyntheticDigits {

  private SyntheticDigits() {}

  /** Returns {@code copies} rounds of ten digits; digit d has white rows 2d and 2d + 1. */
  static Digits tenPatterns(int copies) {
    byte[] labels = new byte[10 * copies];
    byte[] greys = new byte[labels.length * Digits.PIXELS];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 10);
      for (int p = 0; p < 2 * 28; p++) {
        greys[i * Digits.PIXELS + labels[i] * 2 * 28 + p] = (byte) Digits.WHITE;
      }
    }
    return new Digits(labels, greys);
  }
}
