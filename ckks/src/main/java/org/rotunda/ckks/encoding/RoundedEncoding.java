package org.rotunda.ckks.encoding;

import java.util.Arrays;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.PrimeRing;

/**
 * An encoding before it is taken modulo primes: 2 n rounded coefficients for n slots, 16 n bytes.
 *
 * <p>With fewer than N/2 slots the polynomial is one in X^gap, gap = N / 2n: its transform is the
 * one of degree 2n in the subring, each value repeated gap times (see {@link PrimeRing#subring}).
 */
public final class RoundedEncoding {
  private final CoefficientRounding rounding;
  private final CanonicalEmbedding embedding;

  /**
   * What an embedding's coefficients were rounded to.
   *
   * @param embedding lends the scratch of limbs that repeat their values
   */
  RoundedEncoding(CoefficientRounding rounding, CanonicalEmbedding embedding) {
    this.rounding = rounding;
    this.embedding = embedding;
  }

  /** The number of coefficients and of distinct values, twice the slots. */
  public int size() {
    return rounding.size();
  }

  /** The bytes held. */
  public long bytes() {
    return rounding.bytes();
  }

  /** The distinct values modulo the ring's prime, in order. */
  public long[] values(PrimeRing ring, Kernels kernels) {
    long[] values = new long[size()];
    write(ring, kernels, values);
    return values;
  }

  /** Writes the limb modulo the ring's prime, in NTT form. */
  public void limb(PrimeRing ring, Kernels kernels, long[] limb) {
    if (size() == limb.length) {
      write(ring, kernels, limb);
      return;
    }
    try (EncodingScratch scratch = embedding.scratch()) {
      write(ring, kernels, scratch.integers());
      repeat(scratch.integers(), limb);
    }
  }

  private void write(PrimeRing ring, Kernels kernels, long[] out) {
    rounding.reduce(out, ring.modulus(), kernels);
    kernels.forwardNtt(out, ring.subring(size()));
  }

  /** Writes a limb from its distinct values. */
  public static void repeat(long[] values, long[] limb) {
    int gap = limb.length / values.length;
    for (int k = 0; k < values.length; k++) {
      Arrays.fill(limb, k * gap, (k + 1) * gap, values[k]);
    }
  }
}
