package org.rotunda.ckks.ring;

/**
 * The ring Z_q[X]/(X^N + 1) for one prime q = 1 mod 2N, with the tables of its number-theoretic
 * transform.
 *
 * <p>psi is the smallest primitive 2N-th root of unity. The forward transform takes coefficients in
 * natural order to the values a(psi^(2 brv(k) + 1)) at index k, brv reversing log2 N bits. Table entry
 * brv(i) holds psi^i, so the butterflies of the stage with m groups use entries m .. 2m-1.
 */
public final class PrimeRing {
  private final int degree;
  private final Modulus modulus;
  private final long psi;
  private final long[] roots;
  private final long[] rootsShoup;
  private final long[] inverseRoots;
  private final long[] inverseRootsShoup;
  private final long inverseDegree;
  private final long inverseDegreeShoup;

  /**
   * Builds the tables.
   *
   * @param degree N, a power of two in [2, 2^17]
   * @throws IllegalArgumentException if the modulus is not 1 modulo 2N
   */
  public PrimeRing(int degree, Modulus modulus) {
    this.degree = degree;
    this.modulus = modulus;
    this.psi = modulus.smallestRootOfUnity(2 * degree);
    this.roots = powersBitReversed(psi);
    this.inverseRoots = powersBitReversed(modulus.inverse(psi));
    this.rootsShoup = shoup(roots);
    this.inverseRootsShoup = shoup(inverseRoots);
    this.inverseDegree = modulus.inverse(modulus.reduceWord(degree));
    this.inverseDegreeShoup = modulus.shoup(inverseDegree);
  }

  private long[] powersBitReversed(long root) {
    long[] powers = new long[degree];
    int shift = Integer.SIZE - Integer.numberOfTrailingZeros(degree);
    long power = 1;
    for (int i = 0; i < degree; i++) {
      powers[Integer.reverse(i) >>> shift] = power;
      power = modulus.multiply(power, root);
    }
    return powers;
  }

  private long[] shoup(long[] table) {
    long[] companions = new long[table.length];
    for (int i = 0; i < table.length; i++) {
      companions[i] = modulus.shoup(table[i]);
    }
    return companions;
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

  /** A new array of psi^i at index brv(i). */
  public long[] bitReversedPowers() {
    return roots.clone();
  }

  /** psi^i at index brv(i); not to be written. */
  public long[] roots() {
    return roots;
  }

  /** Shoup companions of {@link #roots}. */
  public long[] rootsShoup() {
    return rootsShoup;
  }

  /** psi^-i at index brv(i); not to be written. */
  public long[] inverseRoots() {
    return inverseRoots;
  }

  /** Shoup companions of {@link #inverseRoots}. */
  public long[] inverseRootsShoup() {
    return inverseRootsShoup;
  }

  /** N^-1 mod q. */
  public long inverseDegree() {
    return inverseDegree;
  }

  /** Shoup companion of {@link #inverseDegree}. */
  public long inverseDegreeShoup() {
    return inverseDegreeShoup;
  }
}
