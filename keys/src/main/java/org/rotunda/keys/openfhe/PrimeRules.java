package org.rotunda.keys.openfhe;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.rotunda.ckks.params.ParameterException;

/**
 * The primes that OpenFHE 1.5 takes for a context: those of Q by {@code SinglePrimeModuliGen},
 * those of P by {@code PrecomputeCRTTables}. All are 1 modulo 2N.
 */
public final class PrimeRules {
  /** The size of special primes. */
  public static final int SPECIAL_BITS = 60;

  private static final int EXTRA_BITS = 20;

  private final long step;

  private PrimeRules(int degree) {
    this.step = 2L * degree;
  }

  /**
   * The chain of Q, from q_0; with FLEXIBLEAUTOEXT the extra modulus is its last.
   *
   * @throws ParameterException if there are too few primes of a size
   */
  public static List<Long> q(OpenFheSettings settings) {
    return new PrimeRules(settings.degree()).chain(settings);
  }

  /**
   * The special primes for a chain.
   *
   * @throws ParameterException if the chain can't be cut into so many digits
   */
  public static List<Long> p(List<Long> q, int digits, int degree) {
    return new PrimeRules(degree).special(q, digits);
  }

  /**
   * The number of primes in a digit: ceil(|Q| / digits).
   *
   * @throws ParameterException if that leaves a digit empty
   */
  public static int digitSize(int primes, int digits) {
    int size = (primes + digits - 1) / digits;
    if (primes <= size * (digits - 1)) {
      throw new ParameterException(
          "%d primes can't be cut into %d digits of %d; choose another number of digits."
              .formatted(primes, digits, size));
    }
    return size;
  }

  private List<Long> chain(OpenFheSettings settings) {
    int count = settings.depth() + 1;
    Long[] chain = new Long[count];
    chain[count - 1] = first(settings.scaleBits());
    if (settings.technique().isFlexible()) {
      fillFlexible(chain);
    } else {
      fillFixed(chain);
    }
    List<Long> upper = Arrays.asList(chain).subList(Math.min(1, count - 1), count);
    long largest = Collections.max(upper);
    List<Long> others = Arrays.asList(chain).subList(1, count);
    if (settings.firstBits() == settings.scaleBits()) {
      chain[0] = next(largest);
    } else {
      long last = last(settings.firstBits());
      chain[0] = others.contains(last) ? next(largest) : last;
    }
    List<Long> q = new ArrayList<>(Arrays.asList(chain));
    if (settings.technique() == ScalingTechnique.FLEXIBLEAUTOEXT) {
      long extra = first(EXTRA_BITS - 1);
      q.add(q.contains(extra) ? next(Math.max(largest, q.getFirst())) : extra);
    }
    return List.copyOf(q);
  }

  /** Primes alternately below and above the last one, from the second last down to index 1. */
  private void fillFixed(Long[] chain) {
    long below = chain[chain.length - 1];
    long above = below;
    boolean down = true;
    for (int i = chain.length - 2; i >= 1; i--) {
      if (down) {
        below = previous(below);
        chain[i] = below;
      } else {
        above = next(above);
        chain[i] = above;
      }
      down = !down;
    }
  }

  /** Primes that keep the scale of each level, s^2 / q, close to the last prime. */
  private void fillFlexible(Long[] chain) {
    double scale = chain[chain.length - 1];
    boolean down = true;
    for (int i = chain.length - 2; i >= 1; i--) {
      scale = scale * scale / chain[i + 1];
      long centre = roundHalfUp(scale);
      Collection<Long> used = Arrays.asList(chain).subList(i + 1, chain.length);
      long aligned = centre - Long.remainderUnsigned(centre, step) + 1;
      long candidate = down ? aligned - step : aligned + step;
      do {
        candidate = down ? previous(candidate) : next(candidate);
      } while (used.contains(candidate));
      chain[i] = candidate;
      down = !down;
    }
  }

  private static long roundHalfUp(double positive) {
    long floor = (long) positive;
    return positive - floor >= 0.5 ? floor + 1 : floor;
  }

  private List<Long> special(List<Long> q, int digits) {
    int size = digitSize(q.size(), digits);
    int bits = 0;
    for (int from = 0; from < q.size(); from += size) {
      BigInteger product =
          q.subList(from, Math.min(from + size, q.size())).stream()
              .map(BigInteger::valueOf)
              .reduce(BigInteger.ONE, BigInteger::multiply);
      bits = Math.max(bits, product.bitLength());
    }
    List<Long> p = new ArrayList<>();
    long candidate = first(SPECIAL_BITS);
    while (p.size() < (bits + SPECIAL_BITS - 1) / SPECIAL_BITS) {
      candidate = previous(candidate);
      if (!q.contains(candidate)) {
        p.add(candidate);
      }
    }
    return List.copyOf(p);
  }

  /** The smallest prime above 2^bits. */
  private long first(int bits) {
    long power = 1L << bits;
    long candidate = power + 1 - power % step;
    return search(power % step == 0 ? candidate : candidate + step, step);
  }

  /** The largest prime below 2^bits, of exactly so many bits. */
  private long last(int bits) {
    long power = 1L << bits;
    long candidate = power + 1 - power % step;
    long prime = search(power % step < 2 ? candidate - step : candidate, -step);
    if (Long.SIZE - Long.numberOfLeadingZeros(prime) != bits) {
      throw new ParameterException(
          "There is no prime of %d bits that is 1 modulo %d; take a larger size."
              .formatted(bits, step));
    }
    return prime;
  }

  private long next(long prime) {
    return search(prime + step, step);
  }

  private long previous(long prime) {
    return search(prime - step, -step);
  }

  private long search(long from, long by) {
    for (long candidate = from; candidate > step; candidate += by) {
      if (BigInteger.valueOf(candidate).isProbablePrime(40)) {
        return candidate;
      }
    }
    throw new ParameterException(
        "There are too few primes of the size asked for that are 1 modulo %d; take larger ones."
            .formatted(step));
  }
}
