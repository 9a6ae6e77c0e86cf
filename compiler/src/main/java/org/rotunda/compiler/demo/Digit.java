package org.rotunda.compiler.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A handwritten digit of the MNIST test set. */
final class Digit {
  /** Rows and columns. */
  static final int SIDE = 28;

  private static final int WHITE = 255;

  private final int label;
  private final double[] pixels;

  private Digit(int label, double[] pixels) {
    this.label = label;
    this.pixels = pixels;
  }

  /** What it is, 0 to 9. */
  int label() {
    return label;
  }

  /** 28 rows of 28 grey values in [0, 1]; not to be written. */
  double[] pixels() {
    return pixels;
  }

  /** The first digits of the test set that come with the demo, at most 100. */
  static List<Digit> first(int count) throws IOException {
    List<Digit> digits = new ArrayList<>();
    try (InputStream in = MnistNetwork.resource("digits.bin")) {
      for (int i = 0; i < count; i++) {
        byte[] bytes = in.readNBytes(1 + SIDE * SIDE);
        double[] pixels = new double[SIDE * SIDE];
        for (int p = 0; p < pixels.length; p++) {
          pixels[p] = Byte.toUnsignedInt(bytes[1 + p]) / (double) WHITE;
        }
        digits.add(new Digit(bytes[0], pixels));
      }
    }
    return digits;
  }
}
