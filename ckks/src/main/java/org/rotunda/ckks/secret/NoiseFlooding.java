package org.rotunda.ckks.secret;

import org.rotunda.ckks.noise.Noise;

/**
 * How much noise hides the error of a decryption that is published: Gaussian noise of standard
 * deviation sqrt(12 q) 2^(s/2) B on every coefficient, where B bounds the Euclidean norm of the
 * error (the approach of Li, Micciancio, Schultz, Sorrell, "Securing Approximate Homomorphic
 * Encryption Using Differential Privacy", CRYPTO 2022).
 *
 * <p><b>Why this deviation.</b> Let m be the exact result, e the error, and sigma the deviation.
 * What is published is N(m + e, sigma^2 I) in N dimensions, rounded; without knowing the error one
 * can sample N(m, sigma^2 I), rounded. The Kullback-Leibler divergence of the two is |e|_2^2 / (2
 * sigma^2) before rounding and not larger after it. Over q decryptions, chosen adaptively, it adds
 * up to at most q B^2 / (2 sigma^2) = 2^-s / 24. By Pinsker's inequality the statistical distance
 * is at most 2^(-s/2) / sqrt(48), and an adversary who may also decline to answer has s bits of
 * work in the sense of Micciancio and Walter (EUROCRYPT 2018), whose measure grows with the square
 * of the distance.
 *
 * <p><b>Why this bound.</b> B is {@value #DEVIATIONS} sqrt(N) predicted standard deviations of a
 * coefficient. The error's coefficients are not independent: a term such as e v has the spectrum of
 * v. For a centered Gaussian vector, or one dominated by it as rounding errors are, whose
 * covariance has eigenvalues a_i of sum A = N sigma_e^2, and 0 &lt; x &lt; 1/(2 A),
 *
 * <pre>E exp(x |e|^2) &lt;= prod (1 - 2 x a_i)^(-1/2) &lt;= (1 - 2 x A)^(-1/2),</pre>
 *
 * so that with 2 x A = 1 - 1/t^2 Markov's inequality gives P(|e| &gt; t sqrt(A)) &lt;= t exp((1 -
 * t^2) / 2), whatever the correlation. For t = {@value #DEVIATIONS} that is below 2^-99, and below
 * 2^-69 for 2^30 decryptions together, which is less than the distance above for every s admitted.
 * (Independent coefficients would allow B near sqrt(N) sigma_e, 3 bits less, but that is not what
 * is decrypted.)
 *
 * <p>The prediction must be made for the computation that was really done, from public facts alone:
 * parameters, circuit, and the largest slots it admits.
 *
 * @param statisticalBits s, 10 to 128
 * @param decryptions q, how many decryptions under one key are published, 1 to 2^30
 */
public record NoiseFlooding(int statisticalBits, int decryptions) {
  /** The bound of the error's norm, in sqrt(N) predicted standard deviations of a coefficient. */
  public static final int DEVIATIONS = 12;

  /**
   * s = 30 and one published decryption: the error grows by 15 + log2(12 sqrt(12 N)) bits, 26.9 at
   * N = 2^13 and 28.4 at N = 2^16, which are lost as precision.
   */
  public static final NoiseFlooding DEFAULT = new NoiseFlooding(30, 1);

  /** Checks the ranges. */
  public NoiseFlooding {
    if (statisticalBits < 10 || statisticalBits > 128) {
      throw new IllegalArgumentException(
          "Flooding takes 10 to 128 statistical bits, but %d were given."
              .formatted(statisticalBits));
    }
    if (decryptions < 1 || decryptions > 1 << 30) {
      throw new IllegalArgumentException(
          "Flooding takes 1 to 2^30 published decryptions, but %d were given."
              .formatted(decryptions));
    }
  }

  /**
   * The bound of the Euclidean norm of a predicted error.
   *
   * @param degree the ring degree N
   */
  public static double normBound(Noise predicted, int degree) {
    return DEVIATIONS * Math.sqrt(degree) * predicted.deviation();
  }

  /**
   * The standard deviation of the noise added to every coefficient.
   *
   * @param predicted the error to hide
   * @param degree the ring degree N
   */
  public double deviation(Noise predicted, int degree) {
    return Math.sqrt(12.0 * decryptions)
        * Math.scalb(1.0, statisticalBits / 2)
        * (statisticalBits % 2 == 0 ? 1 : Math.sqrt(2))
        * normBound(predicted, degree);
  }

  /**
   * The error of the flooded plaintext.
   *
   * @param predicted the error to hide
   * @param degree the ring degree N
   */
  public Noise flooded(Noise predicted, int degree) {
    double deviation = deviation(predicted, degree);
    return predicted.plus(new Noise(deviation * deviation));
  }
}
