package org.rotunda.ckks.ring;

import java.util.function.Function;

/**
 * The ring Z_q[X]/(X^N + 1) for one prime q = 1 mod 2N, with the tables of its number-theoretic
 * transform.
 *
 * <p>psi is the smallest primitive 2N-th root of unity. The forward transform takes coefficients in
 * natural order to the values a(psi^(2 brv(k) + 1)) at index k, brv reversing log2 N bits. Table
 * entry brv(i) holds psi^i, so the butterflies of the stage with m groups use entries m .. 2m-1.
 *
 * <p>One table serves both directions: group g of that stage has the factor psi^e, e = brv(m + g),
 * and the inverse needs psi^-e = -psi^(N - e), where N - e = brv(2m - 1 - g). Tables are made at
 * first use. Two rings are equal when their degrees and moduli are.
 */
public final class PrimeRing {
  private final int degree;
  private final Modulus modulus;
  private final long psi;
  private final long inverseDegree;
  private final DerivedTables<PrimeRing> tables = new DerivedTables<>();

  /** Powers of psi by bit-reversed exponent, and their Shoup companions. */
  private static final class Roots {
    private final long[] powers;
    private final long[] companions;

    Roots(PrimeRing ring) {
      powers = ring.bitReversedPowers();
      companions = new long[powers.length];
      for (int i = 0; i < powers.length; i++) {
        companions[i] = ring.modulus.shoup(powers[i]);
      }
    }
  }

  /**
   * Finds psi.
   *
   * @param degree N, a power of two in [2, 2^17]
   * @throws IllegalArgumentException if the modulus is not 1 modulo 2N
   */
  public PrimeRing(int degree, Modulus modulus) {
    this.degree = degree;
    this.modulus = modulus;
    this.psi = modulus.smallestRootOfUnity(2 * degree);
    this.inverseDegree = modulus.inverse(modulus.reduceWord(degree));
  }

  /** N. */
  public int degree() {
    return degree;
  }

  /** q. */
  public Modulus modulus() {
    return modulus;
  }

  /** The smallest primitive 2N-th root of unity modulo q. */
  public long psi() {
    return psi;
  }

  /** N^-1 mod q. */
  public long inverseDegree() {
    return inverseDegree;
  }

  /** psi^i at index brv(i), in a new array. */
  public long[] bitReversedPowers() {
    long[] powers = new long[degree];
    int shift = Integer.SIZE - Integer.numberOfTrailingZeros(degree);
    long power = 1;
    for (int i = 0; i < degree; i++) {
      powers[Integer.reverse(i) >>> shift] = power;
      power = modulus.multiply(power, psi);
    }
    return powers;
  }

  /** psi^i at index brv(i); not to be written. */
  public long[] roots() {
    return tables(Roots.class, Roots::new).powers;
  }

  /** Shoup companions of {@link #roots}; not to be written. */
  public long[] rootsShoup() {
    return tables(Roots.class, Roots::new).companions;
  }

  /**
   * What an implementation of {@link Kernels} derives from this ring: made at first use, then kept.
   *
   * @param kind the class of the tables, one object each
   */
  public <T> T tables(Class<T> kind, Function<PrimeRing, T> make) {
    return tables.get(kind, this, make);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof PrimeRing ring
            && degree == ring.degree
            && modulus.equals(ring.modulus));
  }

  @Override
  public int hashCode() {
    return 31 * degree + modulus.hashCode();
  }
}
