package org.rotunda.ckks.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rings modulo a whole chain of primes q_0 .. q_L and special primes p_0 .. p_(K-1), and the
 * bases built of them. Immutable; one instance serves all threads.
 */
public final class RnsRing {
  private final int degree;
  private final int maxLevel;
  private final List<PrimeRing> primes;
  private final List<RnsBasis> basesQ;
  private final List<RnsBasis> basesQp;
  private final RnsBasis basisP;

  /**
   * Builds the transform tables of every prime.
   *
   * @param degree N
   * @param q the primes of Q, at least one
   * @param p the special primes, at least one
   */
  public RnsRing(int degree, List<Long> q, List<Long> p) {
    this.degree = degree;
    this.maxLevel = q.size() - 1;
    this.primes =
        IntStream.range(0, q.size() + p.size())
            .parallel()
            .mapToObj(i -> i < q.size() ? q.get(i) : p.get(i - q.size()))
            .map(prime -> new PrimeRing(degree, new Modulus(prime)))
            .toList();
    List<RnsBasis> ofQ = new ArrayList<>();
    List<RnsBasis> ofQp = new ArrayList<>();
    for (int level = 0; level <= maxLevel; level++) {
      ofQ.add(basis(IntStream.rangeClosed(0, level).toArray()));
      ofQp.add(
          basis(IntStream.concat(IntStream.rangeClosed(0, level), specialIndices()).toArray()));
    }
    this.basesQ = List.copyOf(ofQ);
    this.basesQp = List.copyOf(ofQp);
    this.basisP = basis(specialIndices().toArray());
  }

  private IntStream specialIndices() {
    return IntStream.range(maxLevel + 1, primes.size());
  }

  /** The basis of the primes with the given prime indices, in the given order. */
  public RnsBasis basis(int... primeIndices) {
    return new RnsBasis(IntStream.of(primeIndices).mapToObj(primes::get).toList(), primeIndices);
  }

  /** N. */
  public int degree() {
    return degree;
  }

  /** L, the level of a fresh ciphertext. */
  public int maxLevel() {
    return maxLevel;
  }

  /** The number of primes in Q and P together. */
  public int primeCount() {
    return primes.size();
  }

  /** The ring of a prime index. */
  public PrimeRing prime(int primeIndex) {
    return primes.get(primeIndex);
  }

  /** q_0 .. q_level. */
  public RnsBasis basisQ(int level) {
    return basesQ.get(level);
  }

  /** q_0 .. q_level, then all of P. */
  public RnsBasis basisQp(int level) {
    return basesQp.get(level);
  }

  /** The special primes. */
  public RnsBasis basisP() {
    return basisP;
  }
}
