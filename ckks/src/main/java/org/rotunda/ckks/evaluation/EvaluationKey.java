package org.rotunda.ckks.evaluation;

import org.rotunda.ckks.params.Parameters;

/**
 * A hybrid key-switching key truncated to a level: for every digit j of that level a pair b_j =
 * -a_j s' + e_j + P g_j s_old, a_j modulo q_0 .. q_level and P, where g_j is 1 modulo the primes of
 * digit j and 0 modulo the others (Han, Ki, "Better Bootstrapping for Approximate Homomorphic
 * Encryption", 2020, section 4). It serves every lower level as it is.
 *
 * <p>Limbs are in NTT form and addressed by digit and prime index.
 */
public final class EvaluationKey {
  private final KeyId id;
  private final int level;
  private final int maxLevel;
  private final long[][][] b;
  private final UniformHalf a;

  /**
   * Takes over the limbs.
   *
   * @param level the highest level the key serves
   * @param b by digit, then by position in {@link Parameters#keyPrimeIndices}
   * @param a the uniform half
   */
  public EvaluationKey(KeyId id, int level, Parameters parameters, long[][][] b, UniformHalf a) {
    int limbs = level + 1 + parameters.p().size();
    if (b.length != parameters.digits(level)) {
      throw new IllegalArgumentException(
          "A key at level %d has %d digits, but %d were given."
              .formatted(level, parameters.digits(level), b.length));
    }
    for (long[][] digit : b) {
      if (digit.length != limbs) {
        throw new IllegalArgumentException(
            "A key at level %d has %d limbs a digit, but %d were given."
                .formatted(level, limbs, digit.length));
      }
    }
    this.id = id;
    this.level = level;
    this.maxLevel = parameters.maxLevel();
    this.b = b;
    this.a = a;
  }

  /** Which key this is. */
  public KeyId id() {
    return id;
  }

  /** The highest level it serves. */
  public int level() {
    return level;
  }

  /** The b-limb of a digit modulo the prime with a prime index; not to be written. */
  public long[] b(int digit, int primeIndex) {
    return b[digit][primeIndex <= maxLevel ? primeIndex : primeIndex - maxLevel + level];
  }

  /** The uniform half. */
  public UniformHalf a() {
    return a;
  }
}
