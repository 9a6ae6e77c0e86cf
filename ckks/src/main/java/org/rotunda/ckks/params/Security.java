package org.rotunda.ckks.params;

import java.util.Map;
import java.util.OptionalInt;

/** The security that parameters are checked against. */
public enum Security {
  /** 128 bits against classical attacks by the published tables; anything above them is refused. */
  BITS_128,
  /** No check at all: for tests and teaching at small sizes, never for data. */
  INSECURE_FOR_TESTING;

  /**
   * Largest log2(QP) for a uniform ternary secret against classical attacks: Bossuat et al.,
   * "Security Guidelines for Implementing Homomorphic Encryption", 2024, table 5.2. Up to N = 2^15
   * they are 1 to 13 bits below the standard of 2018, which most libraries still apply.
   */
  private static final Map<Integer, Integer> TERNARY =
      Map.of(10, 26, 11, 53, 12, 106, 13, 214, 14, 430, 15, 868, 16, 1747, 17, 3523);

  /**
   * Largest log2(QP) for a fixed weight of 192 or more. Hybrid attacks gain from sparse secrets, so
   * these rows are lower; they are the sizes published for h = 192 with an estimate of 128 bits
   * (Bossuat, Troncoso-Pastoriza, Hubaux, "Bootstrapping for Approximate Homomorphic Encryption
   * with Negligible Failure-Probability by Using Sparse-Secret Encapsulation", table 3, and the
   * sets derived from it).
   */
  private static final Map<Integer, Integer> WEIGHT_192 = Map.of(15, 768, 16, 1550);

  private static final int LEAST_WEIGHT = 192;

  /** The weight of the ephemeral secret of encapsulation. */
  public static final int EPHEMERAL_WEIGHT = 32;

  /**
   * Largest log2(q_0 p_0) for the ephemeral secret of weight {@value #EPHEMERAL_WEIGHT}, under
   * which nothing is published but one pair modulo q_0 p_0. So sparse a secret would be found
   * quickly under a whole modulus chain; under two primes it takes more than 2^128 steps, as the
   * noise of 3.2 is large beside so small a modulus. These rows are the sizes published for h = 32
   * with an estimate of 128 bits or more (the same paper, section 4 and table 3, and the sets
   * derived from it).
   */
  private static final Map<Integer, Integer> EPHEMERAL = Map.of(15, 84, 16, 121);

  /**
   * The largest log2(QP) with 128 bits of security, or nothing where no figure is published.
   *
   * @param logDegree log2 N
   */
  public static OptionalInt maxLogQp(int logDegree, SecretDistribution secret) {
    Integer bound =
        switch (secret) {
          case SecretDistribution.UniformTernary _ -> TERNARY.get(logDegree);
          case SecretDistribution.FixedWeight(int weight) ->
              weight >= LEAST_WEIGHT ? WEIGHT_192.get(logDegree) : null;
        };
    return bound == null ? OptionalInt.empty() : OptionalInt.of(bound);
  }

  /**
   * The largest log2(q_0 p_0) with 128 bits of security for the ephemeral secret, or nothing where
   * no figure is published.
   *
   * @param logDegree log2 N
   */
  public static OptionalInt maxLogEphemeral(int logDegree) {
    Integer bound = EPHEMERAL.get(logDegree);
    return bound == null ? OptionalInt.empty() : OptionalInt.of(bound);
  }

  /**
   * Refuses parameters under which no key may be made with the ephemeral secret, unless they are
   * for testing. Whatever plans such keys or makes them asks here.
   *
   * @throws ParameterException if no bound is published for this N, or q_0 p_0 is above it
   */
  public static void requireEphemeral(Parameters parameters) {
    if (parameters.security() == INSECURE_FOR_TESTING) {
      return;
    }
    int bound =
        maxLogEphemeral(parameters.logDegree())
            .orElseThrow(
                () ->
                    new ParameterException(
                        "No published bound gives 128-bit security for the ephemeral secret at N = 2^%d; take N = 2^15 or 2^16, or raise the modulus under the main secret."
                            .formatted(parameters.logDegree())));
    double visible =
        (Math.log((double) parameters.prime(0))
                + Math.log((double) parameters.prime(parameters.maxLevel() + 1)))
            / Math.log(2);
    // Primes lie on both sides of powers of two, hundredths of a bit away.
    if (visible > bound + 0.01) {
      throw new ParameterException(
          "128-bit security of the ephemeral secret at N = 2^%d allows log2(q_0 p_0) of at most %d, but q_0 and the first special prime have %.2f; take smaller ones or raise the modulus under the main secret."
              .formatted(parameters.logDegree(), bound, visible));
    }
  }
}
