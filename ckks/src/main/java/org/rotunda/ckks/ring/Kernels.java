package org.rotunda.ckks.ring;

/**
 * The whole-array operations that all arithmetic is made of. Arrays are limbs: {@code long[]} of
 * one common length N holding canonical residues in [0, q) on entry and on return, so that results
 * do not depend on the implementation. An output may be the same array as an input of the same
 * index order; where it may not, the method says so. Implementations are stateless.
 */
public interface Kernels {
  /** What these kernels are, for logs and reports, for example "scalar". */
  String name();

  /** Transforms coefficients to values in place, in the order stated at {@link PrimeRing}. */
  default void forwardNtt(long[] a, PrimeRing ring) {
    forwardNtt(a, ring.modulus(), a, ring);
  }

  /**
   * out = the values of the polynomial whose coefficients are the representatives of x in (-from/2,
   * from/2).
   *
   * @param x residues modulo {@code from}
   */
  void forwardNtt(long[] x, Modulus from, long[] out, PrimeRing ring);

  /** Transforms values to coefficients in place, the factor N^-1 included. */
  default void inverseNtt(long[] a, PrimeRing ring) {
    inverseNtt(a, 1, a, ring);
  }

  /** out = factor times the coefficients of {@code values}, for a residue {@code factor}. */
  void inverseNtt(long[] values, long factor, long[] out, PrimeRing ring);

  /** out = x + y. */
  void add(long[] x, long[] y, long[] out, Modulus q);

  /** out = x - y. */
  void subtract(long[] x, long[] y, long[] out, Modulus q);

  /** out = -x. */
  void negate(long[] x, long[] out, Modulus q);

  /** out = x * y, entry by entry. */
  void multiply(long[] x, long[] y, long[] out, Modulus q);

  /** sum = sum + x * y, entry by entry. */
  void multiplyAdd(long[] x, long[] y, long[] sum, Modulus q);

  /** out = x * factor for a residue {@code factor}. */
  void multiplyScalar(long[] x, long factor, long[] out, Modulus q);

  /** out = x + term for a residue {@code term}. */
  void addScalar(long[] x, long term, long[] out, Modulus q);

  /**
   * out = sum over k of x[k] * y[k], with one reduction an entry. out must be no input.
   *
   * @param x 1 to 64 limbs
   * @param y as many limbs as x
   */
  void innerProduct(long[][] x, long[][] y, long[] out, Modulus q);

  /**
   * Two inner products with common factors: out0 = sum over k of x[k] * y0[k], out1 = sum over k of
   * x[k] * y1[k]. Outputs must be no inputs.
   *
   * @param x 1 to 64 limbs
   * @param y0 as many limbs as x
   * @param y1 as many limbs as x
   */
  void innerProducts(long[][] x, long[][] y0, long[][] y1, long[] out0, long[] out1, Modulus q);

  /** out[i] = x[index[i]]; out must not be x. */
  void permute(long[] x, int[] index, long[] out);

  /** sum[i] = sum[i] + x[index[i]]; sum must not be x. */
  void permuteAdd(long[] x, int[] index, long[] sum, Modulus q);

  /**
   * One limb of ModDown, and of rescaling: out = (x - r) * inverse for the values r of the
   * polynomial whose coefficients are the representatives of {@code remainder} in (-from/2,
   * from/2).
   *
   * @param x values
   * @param remainder residues modulo {@code from}, coefficients
   * @param inverse the residue of the divisor's inverse
   * @param out may be x or {@code scratch}
   * @param scratch a limb that is overwritten; may be {@code remainder}
   */
  void modDown(
      long[] x,
      long[] remainder,
      Modulus from,
      long inverse,
      long[] out,
      PrimeRing ring,
      long[] scratch);

  /**
   * out = x * scale, rounded to the nearest integers, ties to even.
   *
   * @return whether all products are below 2^63 in magnitude; otherwise out is arbitrary
   */
  boolean round(double[] x, double scale, long[] out);

  /** out = x modulo q for any signed numbers x. */
  void reduceSigned(long[] x, long[] out, Modulus q);

  /**
   * Coefficients from .. to-1 of a basis conversion: modulo each target t, out[t] = sum over i of
   * y[i] D/q_i - u D. In centered rounding u = floor(1/2 + sum over i of y[i] / q_i), the quotients
   * by {@link FixedPointQuotient}; otherwise u = 0. Ranges that begin and end at multiples of 4096
   * are fastest.
   *
   * @param y at least one limb a source: y[i] modulo q_i
   * @param out one limb a target, none of them in y
   * @param scratch a limb whose entries from .. to-1 are overwritten, neither read nor written
   *     otherwise
   */
  void convertBasis(
      long[][] y, ConversionTable table, long[][] out, int from, int to, long[] scratch);

  /**
   * Rejection sampling: the bytes from .. to-1 are little-endian 64-bit words; masked to the bit
   * length of a bound, those below it go to {@code out} in their order.
   *
   * @param to from + a multiple of 8
   * @param bound from 1 to 2^62
   * @param out has room for all words, to index at + (to - from) / 8 - 1; the entries in that room
   *     after the last word kept are arbitrary
   * @param at where the first word kept goes
   * @return where the next one would go: {@code at} and the number of words kept
   */
  int keepBelow(byte[] words, int from, int to, long bound, long[] out, int at);

  /**
   * Unpacks numbers of b bits: out[i] = bits i b .. (i + 1) b - 1 of a sequence of little-endian
   * 64-bit words.
   *
   * @param packed holds the words that these bits touch, 8 ceil(b n / 64) bytes for n numbers; what
   *     lies beyond does not count
   * @param from where the first word begins
   * @param bits b, from 2 to {@value Modulus#MAX_BITS}
   * @param out receives as many numbers as it is long
   * @return the largest of them, by which a caller sees whether all are residues
   */
  long unpack(byte[] packed, int from, int bits, long[] out);
}
