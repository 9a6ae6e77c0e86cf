package org.rotunda.ckks.params;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.Rounding;

/**
 * Everything about a CKKS instance that is not drawn at random. Whoever holds one holds checked
 * parameters: the constructor is the only way in, also for those read from a file.
 *
 * @param logDegree log2 N, 3 to 17
 * @param q the modulus chain q_0 .. q_L; a ciphertext at level l lives modulo q_0 ... q_l
 * @param p the special primes of hybrid key switching
 * @param digitSize alpha, the number of consecutive primes of Q in one key-switching digit
 * @param logScale log2 of the scale of fresh encodings, 1 to 120
 * @param secret how secret keys are drawn
 * @param rounding how key switching rounds
 * @param security what the sizes were checked against
 */
public record Parameters(
    int logDegree,
    List<Long> q,
    List<Long> p,
    int digitSize,
    int logScale,
    SecretDistribution secret,
    Rounding rounding,
    Security security) {
  /** Standard deviation of every error polynomial. */
  public static final double SIGMA = 3.2;

  private static final int MIN_LOG_DEGREE = 3;
  private static final int MAX_LOG_DEGREE = 17;

  /** The most primes of Q. */
  public static final int MAX_PRIMES = 128;

  /** The most key-switching digits. */
  public static final int MAX_DIGITS = 64;

  private static final int MAX_LIMBS_CONVERTED = 63;
  private static final int MAX_LOG_SCALE = 120;
  private static final int KEY_SWITCH_MARGIN_BITS = 5;

  /**
   * Checks everything.
   *
   * @throws ParameterException if a value is out of range, a prime is repeated or unfit for N, the
   *     special primes are too small for the digits, or the sizes are insecure
   */
  public Parameters {
    q = List.copyOf(q);
    p = List.copyOf(p);
    range("log2 N", logDegree, MIN_LOG_DEGREE, MAX_LOG_DEGREE);
    range("The number of primes of Q", q.size(), 1, MAX_PRIMES);
    range("The number of special primes", p.size(), 1, MAX_LIMBS_CONVERTED);
    range("The digit size", digitSize, 1, Math.min(q.size(), MAX_LIMBS_CONVERTED));
    range("The number of key-switching digits", Math.ceilDiv(q.size(), digitSize), 1, MAX_DIGITS);
    range("log2 of the scale", logScale, 1, MAX_LOG_SCALE);
    checkPrimes(logDegree, q, p);
    if (secret instanceof SecretDistribution.FixedWeight(int weight)) {
      range("The weight of the secret", weight, 1, 1 << logDegree);
    }
    if (rounding == Rounding.CENTERED) {
      checkSpecialPrimes(q, p, digitSize);
    }
    if (security == Security.BITS_128) {
      checkSecurity(logDegree, q, p, secret);
    }
  }

  private static void range(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          "%s must be between %d and %d, but is %d.".formatted(what, least, most, value));
    }
  }

  private static void checkPrimes(int logDegree, List<Long> q, List<Long> p) {
    Set<Long> seen = new HashSet<>();
    for (long prime : Stream.concat(q.stream(), p.stream()).toList()) {
      if (prime >>> Modulus.MAX_BITS != 0
          || (prime - 1) % (2L << logDegree) != 0
          || !BigInteger.valueOf(prime).isProbablePrime(40)) {
        throw new ParameterException(
            "Every modulus must be a prime below 2^%d that is 1 modulo 2N = %d, but %d is not; choose primes with PrimeSearch."
                .formatted(Modulus.MAX_BITS, 2L << logDegree, prime));
      }
      if (!seen.add(prime)) {
        throw new ParameterException(
            "All primes of Q and P must differ, but %d occurs twice.".formatted(prime));
      }
    }
  }

  /** P at least 2^5 times every digit keeps the noise of key switching below that of rescaling. */
  private static void checkSpecialPrimes(List<Long> q, List<Long> p, int digitSize) {
    double logP = log2(p);
    for (int first = 0; first < q.size(); first += digitSize) {
      double logDigit = log2(q.subList(first, Math.min(first + digitSize, q.size())));
      if (logP < logDigit + KEY_SWITCH_MARGIN_BITS) {
        throw new ParameterException(
            "The special primes must multiply to at least 2^%d times every digit, but log2 P = %.2f and the digit from prime %d has %.2f bits; add a special prime or make digits smaller."
                .formatted(KEY_SWITCH_MARGIN_BITS, logP, first, logDigit));
      }
    }
  }

  private static void checkSecurity(
      int logDegree, List<Long> q, List<Long> p, SecretDistribution secret) {
    OptionalInt bound = Security.maxLogQp(logDegree, secret);
    if (bound.isEmpty()) {
      throw new ParameterException(
          "No published bound gives 128-bit security for N = 2^%d and the secret %s; use N = 2^10 to 2^17 with a uniform ternary secret, or N = 2^15 or 2^16 with a weight of at least 192."
              .formatted(logDegree, secret));
    }
    double logQp = log2(q) + log2(p);
    if (logQp > bound.getAsInt()) {
      throw new ParameterException(
          "128-bit security at N = 2^%d with the secret %s allows log2(QP) of at most %d, but the primes have %.2f; take fewer or smaller primes or a larger N."
              .formatted(logDegree, secret, bound.getAsInt(), logQp));
    }
  }

  private static double log2(List<Long> primes) {
    return primes.stream().mapToDouble(prime -> Math.log(prime) / Math.log(2)).sum();
  }

  /** Starts from sizes or primes instead of a finished list; see {@link ParametersBuilder}. */
  public static ParametersBuilder builder() {
    return new ParametersBuilder();
  }

  /** N. */
  public int degree() {
    return 1 << logDegree;
  }

  /** The number of slots of a full packing, N/2. */
  public int slots() {
    return degree() / 2;
  }

  /** L, the level of a fresh ciphertext. */
  public int maxLevel() {
    return q.size() - 1;
  }

  /** The scale of fresh encodings. */
  public double scale() {
    return Math.scalb(1.0, logScale);
  }

  /** log2 of the product of all primes, the number that security is judged by. */
  public double logQp() {
    return log2(q) + log2(p);
  }

  /** The number of key-switching digits of a ciphertext at a level: ceil((level + 1) / alpha). */
  public int digits(int level) {
    return (level + digitSize) / digitSize;
  }

  /** The prime indices of a key truncated to a level: 0..level, then those of P. */
  public IntStream keyPrimeIndices(int level) {
    return IntStream.concat(
        IntStream.rangeClosed(0, level), IntStream.range(q.size(), q.size() + p.size()));
  }

  /** The prime with a prime index: 0..L for Q, L+1.. for P. */
  public long prime(int primeIndex) {
    return primeIndex < q.size() ? q.get(primeIndex) : p.get(primeIndex - q.size());
  }

  /** Bytes of one half (all b-limbs, or all a-limbs) of an evaluation key truncated to a level. */
  public long keyHalfBytes(int level) {
    return (long) digits(level) * (level + 1 + p.size()) * degree() * Long.BYTES;
  }

  /**
   * SHA-256 of a canonical form of all values but {@link #security}: equal exactly for parameters
   * whose objects can be used together.
   */
  public byte[] digest() {
    byte[] text =
        Stream.of(logDegree, q, p, digitSize, logScale, secret, rounding, SIGMA)
            .map(Object::toString)
            .collect(Collectors.joining("\n", "rotunda ckks parameters 1\n", ""))
            .getBytes(StandardCharsets.UTF_8);
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** The first eight bytes of {@link #digest} in hexadecimal, for messages. */
  public String shortDigest() {
    return "%016x".formatted(ByteBuffer.wrap(digest()).getLong());
  }
}
