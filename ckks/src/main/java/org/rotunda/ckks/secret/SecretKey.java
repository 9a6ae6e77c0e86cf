package org.rotunda.ckks.secret;

import java.util.Arrays;
import javax.security.auth.Destroyable;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.sampling.TernarySampler;

/**
 * The secret polynomial s, by its ternary coefficients.
 *
 * <p>{@link #destroy} overwrites the coefficients held here. It can't reach copies that the garbage
 * collector made while moving objects, nor memory the operating system paged out; transforms of s
 * made by its users are wiped by them.
 */
public final class SecretKey implements Destroyable {
  private final Parameters parameters;
  private final byte[] coefficients;
  private boolean destroyed;

  private SecretKey(Parameters parameters, byte[] coefficients) {
    this.parameters = parameters;
    this.coefficients = coefficients;
  }

  /** Draws a secret as the parameters say. */
  public static SecretKey generate(Parameters parameters, RandomSource random) {
    long[] drawn =
        switch (parameters.secret()) {
          case SecretDistribution.UniformTernary _ ->
              TernarySampler.uniform(parameters.degree(), random);
          case SecretDistribution.FixedWeight(int weight) ->
              TernarySampler.fixedWeight(parameters.degree(), weight, random);
        };
    SecretKey key = of(parameters, drawn, SecretKeyAccess.onKeyOwnersMachine());
    Arrays.fill(drawn, 0);
    return key;
  }

  /**
   * The secret with the given coefficients, which are copied.
   *
   * @param coefficients N values in {-1, 0, 1}
   * @throws IllegalArgumentException if the number or a value is wrong, or a fixed weight is missed
   */
  public static SecretKey of(Parameters parameters, long[] coefficients, SecretKeyAccess access) {
    if (coefficients.length != parameters.degree()) {
      throw new IllegalArgumentException(
          "A secret key has N = %d coefficients, but %d were given."
              .formatted(parameters.degree(), coefficients.length));
    }
    byte[] small = new byte[coefficients.length];
    int weight = 0;
    for (int i = 0; i < small.length; i++) {
      if (coefficients[i] < -1 || coefficients[i] > 1) {
        throw new IllegalArgumentException(
            "The coefficients of a secret key are -1, 0 or 1, but coefficient %d is not."
                .formatted(i));
      }
      small[i] = (byte) coefficients[i];
      weight += Math.abs(small[i]);
    }
    if (parameters.secret() instanceof SecretDistribution.FixedWeight(int expected)
        && weight != expected) {
      throw new IllegalArgumentException(
          "These parameters ask for a secret of weight %d, but the given one has %d."
              .formatted(expected, weight));
    }
    return new SecretKey(parameters, small);
  }

  /**
   * The sparse secret that bootstrapping raises the modulus under: weight {@value
   * Security#EPHEMERAL_WEIGHT}, derived from this key by SHA-256 in counter mode, so that keys
   * generated at different times fit together and nothing more has to be kept. Rings too small for
   * that weight, which are for tests, have all coefficients non-zero.
   */
  SecretKey ephemeral(SecretKeyAccess access) {
    long[] own = coefficients(access);
    try (DerivedRandom random = DerivedRandom.of(parameters, own)) {
      int weight = Math.min(Security.EPHEMERAL_WEIGHT, parameters.degree());
      long[] drawn = TernarySampler.fixedWeight(parameters.degree(), weight, random);
      byte[] small = new byte[drawn.length];
      for (int i = 0; i < small.length; i++) {
        small[i] = (byte) drawn[i];
      }
      Arrays.fill(drawn, 0);
      return new SecretKey(parameters, small);
    } finally {
      Arrays.fill(own, 0);
    }
  }

  /** The parameters it was made for. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * A copy of the coefficients, to be wiped by the caller.
   *
   * @throws IllegalStateException after {@link #destroy}
   */
  public synchronized long[] coefficients(SecretKeyAccess access) {
    if (destroyed) {
      throw new IllegalStateException("This secret key was destroyed; load it again.");
    }
    long[] copy = new long[coefficients.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = coefficients[i];
    }
    return copy;
  }

  @Override
  public synchronized void destroy() {
    Arrays.fill(coefficients, (byte) 0);
    destroyed = true;
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return "SecretKey[parameters %s]".formatted(parameters.shortDigest());
  }
}
