package org.rotunda.ckks.ring;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
 * first use. Two rings are equal when their degrees, moduli and psi are.
 */
public final class PrimeRing {
  private static final int MAX_DEGREE = 1 << 17;

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

  /** Subrings by degree, kept for their tables. */
  private static final class Subrings {
    private final ConcurrentMap<Integer, PrimeRing> made = new ConcurrentHashMap<>();

    Subrings(PrimeRing ring) {
      made.put(ring.degree, ring);
    }
  }

  /**
   * Finds psi.
   *
   * @param degree N, a power of two in [2, 2^17]
   * @throws IllegalArgumentException if N is out of range or the modulus is not 1 modulo 2N
   */
  public PrimeRing(int degree, Modulus modulus) {
    this(inRange(degree), modulus, modulus.smallestRootOfUnity(2 * degree));
  }

  /** The kernels' ranges of lazy entries hold up to this degree. */
  private static int inRange(int degree) {
    if (degree < 2 || degree > MAX_DEGREE || Integer.bitCount(degree) != 1) {
      throw new IllegalArgumentException(
          "The degree is a power of two from 2 to %d, but %d was given."
              .formatted(MAX_DEGREE, degree));
    }
    return degree;
  }

  private PrimeRing(int degree, Modulus modulus, long psi) {
    this.degree = degree;
    this.modulus = modulus;
    this.psi = psi;
    this.inverseDegree = modulus.inverse(modulus.reduceWord(degree));
  }

  /**
   * The ring of the polynomials in X^gap, gap = N / degree: Z_q[Y]/(Y^degree + 1) with psi^gap in
   * the place of psi. The transform of a(X^gap) here has entry k of that of a(Y) there at the
   * indices k gap .. (k + 1) gap - 1, because the first bits of a bit-reversed index are the last
   * of its exponent.
   *
   * @param smaller a power of two, at least 2 and at most N
   */
  public PrimeRing subring(int smaller) {
    if (smaller < 2 || smaller > degree || Integer.bitCount(smaller) != 1) {
      throw new IllegalArgumentException(
          "A subring has a degree that is a power of two from 2 to N = %d, but %d was asked for."
              .formatted(degree, smaller));
    }
    return smaller == degree
        ? this
        : tables(Subrings.class, Subrings::new)
            .made
            .computeIfAbsent(
                smaller, n -> new PrimeRing(n, modulus, modulus.power(psi, degree / n)));
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
            && modulus.equals(ring.modulus)
            && psi == ring.psi);
  }

  @Override
  public int hashCode() {
    return 31 * degree + modulus.hashCode();
  }
}
