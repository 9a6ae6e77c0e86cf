package org.rotunda.ckks.bootstrap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.linear.DiagonalMatrix;

/**
 * A matrix on n slots by diagonals that all have one period m. Indices are signed as long as m &lt;
 * n, because blocks don't reach across their ends, and taken modulo n when m = n.
 */
final class Diagonals {
  private final int slots;
  private final int period;
  private final Map<Integer, Entries> diagonals;

  /** One period of a diagonal. */
  private static final class Entries {
    private final double[] re;
    private final double[] im;

    Entries(double[] re, double[] im) {
      this.re = re;
      this.im = im;
    }

    static Entries zeros(int length) {
      return new Entries(new double[length], new double[length]);
    }

    void set(int i, double real, double imaginary) {
      re[i] = real;
      im[i] = imaginary;
    }

    /** Adds x[i] y[i + shift], each repeated by its own period. */
    void addProduct(Entries x, Entries y, int shift) {
      int xMask = x.re.length - 1;
      int yMask = y.re.length - 1;
      for (int i = 0; i < re.length; i++) {
        int left = i & xMask;
        int right = i + shift & yMask;
        re[i] += x.re[left] * y.re[right] - x.im[left] * y.im[right];
        im[i] += x.re[left] * y.im[right] + x.im[left] * y.re[right];
      }
    }

    boolean isZero() {
      return Arrays.stream(re).allMatch(x -> x == 0) && Arrays.stream(im).allMatch(x -> x == 0);
    }
  }

  private Diagonals(int slots, int period, Map<Integer, Entries> diagonals) {
    this.slots = slots;
    this.period = period;
    this.diagonals = diagonals;
  }

  static Diagonals identity(int slots) {
    return new Diagonals(slots, 1, Map.of(0, new Entries(new double[] {1}, new double[] {0})));
  }

  /** S_m: (x, y) to (x + w y, x - w y). */
  static Diagonals evaluationStage(int block, int slots) {
    Diagonals stage = new Diagonals(slots, block, new TreeMap<>());
    Entries twiddles = twiddles(block);
    for (int j = 0; j < block / 2; j++) {
      double re = twiddles.re[j];
      double im = twiddles.im[j];
      stage.at(0).set(j, 1, 0);
      stage.at(0).set(j + block / 2, -re, -im);
      stage.at(block / 2).set(j, re, im);
      stage.at(-block / 2).set(j + block / 2, 1, 0);
    }
    return stage;
  }

  /** 2 S_m^-1: (x, y) to (x + y, (x - y) / w). */
  static Diagonals interpolationStage(int block, int slots) {
    Diagonals stage = new Diagonals(slots, block, new TreeMap<>());
    Entries twiddles = twiddles(block);
    for (int j = 0; j < block / 2; j++) {
      double re = twiddles.re[j];
      double im = -twiddles.im[j];
      stage.at(0).set(j, 1, 0);
      stage.at(0).set(j + block / 2, -re, -im);
      stage.at(block / 2).set(j, 1, 0);
      stage.at(-block / 2).set(j + block / 2, re, im);
    }
    return stage;
  }

  /** exp(2 pi i 5^j / 4m) for j &lt; m/2. */
  private static Entries twiddles(int block) {
    Entries twiddles = Entries.zeros(block / 2);
    int order = 4 * block;
    int power = 1;
    for (int j = 0; j < block / 2; j++) {
      double angle = 2 * Math.PI * power / order;
      twiddles.set(j, Math.cos(angle), Math.sin(angle));
      power = power * 5 & (order - 1);
    }
    return twiddles;
  }

  private Entries at(int index) {
    return diagonals.computeIfAbsent(
        period == slots ? Math.floorMod(index, slots) : index, _ -> Entries.zeros(period));
  }

  /** This matrix after another: (A B)_(i, i+a+b) is the sum of A_a[i] B_b[i+a]. */
  Diagonals times(Diagonals other) {
    Diagonals product = new Diagonals(slots, Math.max(period, other.period), new TreeMap<>());
    diagonals.forEach(
        (a, left) ->
            other.diagonals.forEach((b, right) -> product.at(a + b).addProduct(left, right, a)));
    return product;
  }

  DiagonalMatrix toMatrix() {
    Map<Integer, ComplexVector> kept = new HashMap<>();
    diagonals.forEach(
        (index, entries) -> {
          if (!entries.isZero()) {
            kept.put(index, ComplexVector.of(entries.re, entries.im));
          }
        });
    return new DiagonalMatrix(slots, kept);
  }
}
