package org.rotunda.ckks.encoding;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Encodes slots as polynomials by the inverse canonical embedding, and back. Slot j is the value at
 * exp(i pi 5^j / N); with fewer than N/2 slots the polynomial is one in X^(N / (2 slots)).
 *
 * <p>The error of encoding is at most 1/2 a coefficient plus that of the double-precision
 * transform, about 2^-50 log2(N) of the largest slot. Safe for use by several threads.
 */
public final class Encoder {
  private final CkksContext context;
  private final Engine engine;
  private final RingArithmetic arithmetic;
  private final ConcurrentMap<Integer, CanonicalEmbedding> embeddings = new ConcurrentHashMap<>();

  /** An encoder under the given parameters. */
  public Encoder(CkksContext context, Engine engine) {
    this.context = context;
    this.engine = engine;
    this.arithmetic = new RingArithmetic(engine);
  }

  /**
   * Encodes at a level and scale.
   *
   * @throws IllegalArgumentException if there are more slots than N/2, the scale is not positive
   *     and finite, or a scaled coefficient is not finite
   */
  public Plaintext encode(ComplexVector values, int level, double scale) {
    return new Plaintext(encode(values, scale, context.ring().basisQ(level)), scale, values.size());
  }

  /** Encodes at the parameters' scale on the top level. */
  public Plaintext encode(ComplexVector values) {
    return encode(values, context.parameters().maxLevel(), context.parameters().scale());
  }

  /** The encoding modulo every prime of a basis. */
  public NttPoly encode(ComplexVector values, double scale, RnsBasis basis) {
    CanonicalEmbedding embedding = embedding(values.size(), scale);
    try (EncodingScratch scratch = embedding.scratch()) {
      transform(() -> embedding.coefficients(values, scratch));
      RoundedEncoding rounded =
          new RoundedEncoding(
              new CoefficientRounding(
                  scratch.coefficients(), scale, scratch.integers(), engine.kernels()),
              embedding);
      return new NttPoly(
          basis,
          engine.fill(basis, (i, out) -> rounded.limb(basis.ring(i), engine.kernels(), out)));
    }
  }

  /** The encoding's integer coefficients, to be taken modulo primes when they are wanted. */
  public RoundedEncoding round(ComplexVector values, double scale) {
    CanonicalEmbedding embedding = embedding(values.size(), scale);
    try (EncodingScratch scratch = embedding.scratch()) {
      transform(() -> embedding.coefficients(values, scratch));
      return new RoundedEncoding(
          new CoefficientRounding(scratch.coefficients(), scale, engine.kernels()), embedding);
    }
  }

  /**
   * The slots of a plaintext.
   *
   * <p>Publishing the result of a decryption under CKKS reveals its error, which depends on the
   * secret key (Li, Micciancio, "On the Security of Homomorphic Encryption on Approximate Numbers",
   * 2021).
   */
  public ComplexVector decode(Plaintext plaintext) {
    int slots = plaintext.slots();
    int gap = context.parameters().degree() / 2 / slots;
    CanonicalEmbedding embedding = embedding(slots);
    try (CoeffPoly poly = arithmetic.toCoeff(plaintext.poly());
        EncodingScratch scratch = embedding.scratch()) {
      double[] coefficients = scratch.coefficients();
      transform(
          () -> {
            new CenteredReconstruction(poly.basis()).toDouble(poly, gap, coefficients);
            for (int i = 0; i < coefficients.length; i++) {
              coefficients[i] /= plaintext.scale();
            }
            embedding.transform(scratch);
          });
      return embedding.values(scratch);
    }
  }

  /** Runs what one thread does alone as a part of an operation, so that it counts as at work. */
  private void transform(Runnable work) {
    engine.executor().forEach(1, _ -> work.run());
  }

  private CanonicalEmbedding embedding(int slots, double scale) {
    checkSlots(slots, context.parameters().slots());
    checkScale(scale);
    return embedding(slots);
  }

  private CanonicalEmbedding embedding(int slots) {
    return embeddings.computeIfAbsent(slots, CanonicalEmbedding::new);
  }

  private static void checkSlots(int slots, int most) {
    if (slots > most) {
      throw new IllegalArgumentException(
          "At most N/2 = %d slots can be encoded, but %d were given.".formatted(most, slots));
    }
  }

  private static void checkScale(double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "A scale is positive and finite, but %s was given.".formatted(scale));
    }
  }
}
