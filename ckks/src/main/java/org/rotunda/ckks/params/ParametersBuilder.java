package org.rotunda.ckks.params;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.Rounding;

/**
 * Builds {@link Parameters} from prime sizes. Unless told otherwise: digits of one prime, uniform
 * ternary secret, centered rounding, 128-bit security.
 *
 * <p>A size of b bits means an unused prime close to 2^b. For q_0 and P it is the closest one. For
 * the others it is the one that keeps scales steady: if every product is rescaled at once, the
 * scale of level l - 1 is that of level l squared and divided by q_l, so a deviation would double
 * from level to level; q_l makes up for it (Kim, Papadimitriou, Polyakov, "Approximate Homomorphic
 * Encryption with Reduced Approximation Error", 2022, section 3). Each call of {@link #q} is a
 * ladder of its own: at its highest level the scale is taken to be exactly 2^bits, because a change
 * of sizes, as in the chain of a bootstrap, goes with constants that set the scale anew.
 */
public final class ParametersBuilder {
  private int logDegree = 14;
  private final List<Ladder> ladders = new ArrayList<>();
  private final List<Integer> sizesP = new ArrayList<>();
  private int digitSize = 1;
  private int logScale = 40;
  private SecretDistribution secret = new SecretDistribution.UniformTernary();
  private Rounding rounding = Rounding.CENTERED;
  private Security security = Security.BITS_128;

  /** Primes of one size over which scales stay steady. */
  private record Ladder(int bits, int count) {}

  ParametersBuilder() {}

  /** Sets log2 N, 3 to 17. */
  public ParametersBuilder logDegree(int value) {
    logDegree = value;
    return this;
  }

  /**
   * Appends primes of about 2^bits to the modulus chain, from q_0 upwards: a ladder for the scale
   * 2^bits, or q_0 alone.
   */
  public ParametersBuilder q(int bits, int count) {
    ladders.add(new Ladder(bits, count));
    return this;
  }

  /** Appends special primes of about 2^bits. */
  public ParametersBuilder p(int bits, int count) {
    for (int i = 0; i < count; i++) {
      sizesP.add(bits);
    }
    return this;
  }

  /** Sets alpha, the number of primes of Q in a key-switching digit. */
  public ParametersBuilder digitSize(int value) {
    digitSize = value;
    return this;
  }

  /** Sets log2 of the scale of fresh encodings. */
  public ParametersBuilder logScale(int value) {
    logScale = value;
    return this;
  }

  /** Sets how secret keys are drawn. */
  public ParametersBuilder secret(SecretDistribution value) {
    secret = value;
    return this;
  }

  /** Sets how key switching rounds. */
  public ParametersBuilder rounding(Rounding value) {
    rounding = value;
    return this;
  }

  /** Drops the security check: for tests and teaching at small sizes, never for data. */
  public ParametersBuilder insecureForTesting() {
    security = Security.INSECURE_FOR_TESTING;
    return this;
  }

  /**
   * Finds the primes and checks everything.
   *
   * @throws ParameterException as the constructor of {@link Parameters}
   * @throws IllegalArgumentException if there are too few primes of a size
   */
  public Parameters build() {
    List<Long> used = new ArrayList<>();
    List<Long> q = chain(used);
    List<Long> p = new ArrayList<>();
    for (int bits : sizesP) {
      p.add(ofSize(bits, used));
    }
    return new Parameters(logDegree, q, p, digitSize, logScale, secret, rounding, security);
  }

  private List<Long> chain(List<Long> used) {
    List<Long> q = new ArrayList<>();
    for (int i = 0; i < ladders.size(); i++) {
      int steady = ladders.get(i).count - (i == 0 ? 1 : 0);
      if (i == 0 && steady >= 0) {
        q.add(ofSize(ladders.getFirst().bits, used));
      }
      q.addAll(ladder(ladders.get(i).bits, steady, used));
    }
    return q;
  }

  /** The primes of a ladder, ascending by level, chosen from the top. */
  private List<Long> ladder(int bits, int count, List<Long> used) {
    double size = Math.scalb(1.0, bits);
    List<Long> primes = new ArrayList<>();
    double deviation = 1;
    for (int i = 0; i < count; i++) {
      long prime = nearest(deviation * deviation * size, used);
      deviation = deviation * deviation * size / prime;
      primes.addFirst(prime);
    }
    return primes;
  }

  /** The closest prime to 2^bits, or the closest below it where no modulus may be larger. */
  private long ofSize(int bits, List<Long> used) {
    if (bits < Modulus.MAX_BITS) {
      return nearest(Math.scalb(1.0, bits), used);
    }
    long prime = PrimeSearch.below(bits, 1, 1 << logDegree, used).getFirst();
    used.add(prime);
    return prime;
  }

  private long nearest(double size, List<Long> used) {
    long prime = PrimeSearch.nearest((long) size, 1 << logDegree, used);
    used.add(prime);
    return prime;
  }
}
