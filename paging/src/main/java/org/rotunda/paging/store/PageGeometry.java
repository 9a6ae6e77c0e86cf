package org.rotunda.paging.store;

import java.util.List;
import java.util.stream.IntStream;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Modulus;

/**
 * The sizes of pages and where a key's pages lie.
 *
 * <p>A page holds N residues packed to the bit length of their prime, filled up to whole words, and
 * its CRC32C. A key is its table of page digests and then its digits in order, each with the pages
 * of P first and those of q_0, q_1, ... after them: truncated to any level, a digit is one
 * contiguous run.
 *
 * @param logDegree log2 N
 * @param digitSize alpha, the number of primes of Q in a digit
 * @param qBits the bit lengths of q_0 .. q_L
 * @param pBits the bit lengths of the special primes
 */
public record PageGeometry(int logDegree, int digitSize, List<Integer> qBits, List<Integer> pBits) {
  static final int CHECKSUM_BYTES = Integer.BYTES;
  static final int DIGEST_BYTES = 32;
  static final int MAX_Q_PRIMES = 128;
  static final int MAX_P_PRIMES = 63;
  private static final int MIN_LOG_DEGREE = 3;
  private static final int MAX_LOG_DEGREE = 17;

  /**
   * Checks ranges.
   *
   * @throws ParameterException if a value is out of the range that {@link Parameters} allow
   */
  public PageGeometry {
    qBits = List.copyOf(qBits);
    pBits = List.copyOf(pBits);
    require("log2 N", logDegree, MIN_LOG_DEGREE, MAX_LOG_DEGREE);
    require("The number of primes of Q", qBits.size(), 1, MAX_Q_PRIMES);
    require("The number of special primes", pBits.size(), 1, MAX_P_PRIMES);
    require("The digit size", digitSize, 1, qBits.size());
    qBits.forEach(bits -> require("The bit length of a prime", bits, 2, Modulus.MAX_BITS));
    pBits.forEach(bits -> require("The bit length of a prime", bits, 2, Modulus.MAX_BITS));
  }

  private static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          "%s must be between %d and %d, but is %d.".formatted(what, least, most, value));
    }
  }

  /** The geometry of keys under given parameters. */
  public static PageGeometry of(Parameters parameters) {
    return new PageGeometry(
        parameters.logDegree(),
        parameters.digitSize(),
        bitLengths(parameters.q()),
        bitLengths(parameters.p()));
  }

  private static List<Integer> bitLengths(List<Long> primes) {
    return primes.stream().map(prime -> Long.SIZE - Long.numberOfLeadingZeros(prime)).toList();
  }

  /** N. */
  public int degree() {
    return 1 << logDegree;
  }

  /** L. */
  public int maxLevel() {
    return qBits.size() - 1;
  }

  /** The number of digits of a key truncated to a level. */
  public int digits(int level) {
    return (level + digitSize) / digitSize;
  }

  /** The number of pages of one digit truncated to a level. */
  public int limbs(int level) {
    return pBits.size() + level + 1;
  }

  /** The prime index of the page at a position of a run. */
  public int primeIndex(int position) {
    int special = pBits.size();
    return position < special ? qBits.size() + position : position - special;
  }

  /** The bit length of the prime with a prime index. */
  public int bits(int primeIndex) {
    return primeIndex < qBits.size() ? qBits.get(primeIndex) : pBits.get(primeIndex - qBits.size());
  }

  /** The bytes of a page's packed residues. */
  public int payloadBytes(int primeIndex) {
    return PackedResidues.bytes(degree(), bits(primeIndex));
  }

  /** The bytes of a page, with its checksum. */
  public int pageBytes(int primeIndex) {
    return payloadBytes(primeIndex) + CHECKSUM_BYTES;
  }

  /** The bytes of the run of one digit truncated to a level. */
  public int runBytes(int level) {
    return IntStream.range(0, limbs(level)).map(i -> pageBytes(primeIndex(i))).sum();
  }

  /** The bytes read from the store for a key truncated to a level, page digests not counted. */
  public long readBytes(int level) {
    return (long) digits(level) * runBytes(level);
  }

  /** The bytes of the table of page digests of a key that was stored for a level. */
  public int tableBytes(int storedLevel) {
    return digits(storedLevel) * limbs(storedLevel) * DIGEST_BYTES;
  }

  /** The bytes that a key stored for a level takes in the file. */
  public long extentBytes(int storedLevel) {
    return tableBytes(storedLevel) + readBytes(storedLevel);
  }

  /** Where a digit's run starts, counted from the start of a key stored for a level. */
  long runOffset(int storedLevel, int digit) {
    return tableBytes(storedLevel) + (long) digit * runBytes(storedLevel);
  }
}
