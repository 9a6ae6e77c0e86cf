package org.rotunda.ckks.ring;

/**
 * The automorphism X -> X^g of Z[X]/(X^N + 1) for an odd Galois element g, as a permutation of the
 * values of a polynomial.
 *
 * <p>Value k of the transform is a(psi^(2 brv(k) + 1)), so value brv(j) of the image is value
 * brv(i) of the original with 2i + 1 = (2j + 1) g modulo 2N.
 */
public final class Automorphism {
  private final int galoisElement;
  private final int[] index;

  /**
   * Builds the permutation.
   *
   * @param degree N
   * @param galoisElement g, odd and in (0, 2N)
   */
  public Automorphism(int degree, int galoisElement) {
    if ((galoisElement & 1) == 0 || galoisElement <= 0 || galoisElement >= 2 * degree) {
      throw new IllegalArgumentException(
          "A Galois element is odd and between 1 and 2N - 1 = %d, but %d was given."
              .formatted(2 * degree - 1, galoisElement));
    }
    this.galoisElement = galoisElement;
    this.index = new int[degree];
    int shift = Integer.SIZE - Integer.numberOfTrailingZeros(degree);
    int mask = 2 * degree - 1;
    for (int j = 0; j < degree; j++) {
      int source = (int) (((2L * j + 1) * galoisElement) & mask) >>> 1;
      index[Integer.reverse(j) >>> shift] = Integer.reverse(source) >>> shift;
    }
  }

  /** g. */
  public int galoisElement() {
    return galoisElement;
  }

  /** image[k] = original[index()[k]]; not to be written. */
  public int[] index() {
    return index;
  }
}
