package org.rotunda.ckks.secret;

import org.rotunda.ckks.noise.Noise;

/**
 * How much noise hides the error of a decryption that is published (Li, Micciancio, Schultz, Sorrell,
 * "Securing Approximate Homomorphic Encryption Using Differential Privacy", CRYPTO 2022, theorem 2 and
 * section 5): Gaussian noise of standard deviation sqrt(12 q) 2^(s/2) times a bound of the error leaves an
 * adversary who sees q decryptions at most s bits of statistical advantage over one who sees none.
 *
 * <p>The bound is taken as {@value #DEVIATIONS} predicted standard deviations of a coefficient; a
 * coefficient exceeds it with probability below 2^-64. The prediction must be made for the computation
 * that was really done, from public facts alone: parameters, circuit, and the largest slots it admits.
 *
 * @param statisticalBits s, 10 to 128
 * @param decryptions q, how many decryptions under one key are published, 1 to 2^30
 */
public record NoiseFlooding(int statisticalBits, int decryptions) {
  /** Predicted standard deviations taken as a bound. */
  public static final int DEVIATIONS = 10;

  /** s = 30 and one published decryption: costs about 20 bits of precision. */
  public static final NoiseFlooding DEFAULT = new NoiseFlooding(30, 1);

  /** Checks the ranges. */
  public NoiseFlooding {
    if (statisticalBits < 10 || statisticalBits > 128) {
      throw new IllegalArgumentException(
          "Flooding takes 10 to 128 statistical bits, but %d were given.".formatted(statisticalBits));
    }
    if (decryptions < 1 || decryptions > 1 << 30) {
      throw new IllegalArgumentException(
          "Flooding takes 1 to 2^30 published decryptions, but %d were given.".formatted(decryptions));
    }
  }

  /** The standard deviation of the noise added to every coefficient, for a predicted error. */
  public double deviation(Noise predicted) {
    return Math.sqrt(12.0 * decryptions)
        * Math.scalb(1.0, statisticalBits / 2)
        * (statisticalBits % 2 == 0 ? 1 : Math.sqrt(2))
        * DEVIATIONS
        * predicted.deviation();
  }

  /** The error of the flooded plaintext. */
  public Noise flooded(Noise predicted) {
    double deviation = deviation(predicted);
    return predicted.plus(new Noise(deviation * deviation));
  }
}
