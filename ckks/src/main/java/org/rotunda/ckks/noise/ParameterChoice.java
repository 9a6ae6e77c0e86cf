package org.rotunda.ckks.noise;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.params.Security;

/**
 * Finds parameters for a computation: the smallest ring, then the smallest scale, then the digits
 * with the smallest keys that give the wanted depth, precision and 128-bit security.
 *
 * @param depth the levels that the computation consumes, at least 0
 * @param precisionBits p: after that many squarings of slots of magnitude 1, the products that
 *     gather most noise, six predicted standard deviations of a slot's error are at most 2^-p, 1 to
 *     40
 * @param magnitudeBits slots stay below 2^magnitudeBits in magnitude, 0 to 20
 * @param leastSlots the slots needed, a power of two
 */
public record ParameterChoice(int depth, int precisionBits, int magnitudeBits, int leastSlots) {
  /** The most levels that a chain is looked for with. */
  public static final int MOST_DEPTH = 60;

  private static final int SMALLEST_LOG_DEGREE = 12;
  private static final int LARGEST_LOG_DEGREE = 17;

  /** Primes near 2^(log2 N + 15) that are 1 modulo 2N lie within 2^-10 of each other. */
  private static final int LEAST_SCALE_OVER_DEGREE = 15;

  private static final int LARGEST_PRIME_BITS = 60;
  private static final int FAST_PRIME_BITS = 49;
  private static final int MARGIN_BITS = 5;
  private static final double DEVIATIONS = 6;

  /** Room between the scaled message and half of q_0: sign, and the error of the last sums. */
  private static final int HEADROOM_BITS = 2;

  /** Checks the ranges. */
  public ParameterChoice {
    range("The depth", depth, 0, MOST_DEPTH);
    range("The precision in bits", precisionBits, 1, 40);
    range("The magnitude of slots in bits", magnitudeBits, 0, 20);
    range("The number of slots", leastSlots, 1, 1 << (LARGEST_LOG_DEGREE - 1));
    if (Integer.bitCount(leastSlots) != 1) {
      throw new ParameterException(
          "The number of slots is a power of two, but %d was asked for; round up."
              .formatted(leastSlots));
    }
  }

  private static void range(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          "%s must be between %d and %d, but is %d.".formatted(what, least, most, value));
    }
  }

  /**
   * The parameters.
   *
   * @throws ParameterException if no ring up to N = 2^17 has room for the depth and precision
   */
  public Parameters find() {
    return search()
        .orElseThrow(
            () ->
                new ParameterException(
                    "Depth %d at %d bits of precision does not fit N = 2^%d with 128-bit security; lower the depth or precision, or bootstrap."
                        .formatted(depth, precisionBits, LARGEST_LOG_DEGREE)));
  }

  /** The parameters, if there are any up to N = 2^17. */
  public Optional<Parameters> search() {
    int leastLogDegree =
        Math.max(SMALLEST_LOG_DEGREE, 33 - Integer.numberOfLeadingZeros(leastSlots - 1));
    return IntStream.rangeClosed(leastLogDegree, LARGEST_LOG_DEGREE)
        .mapToObj(this::inRing)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Parameters> inRing(int logDegree) {
    for (int logScale = logDegree + LEAST_SCALE_OVER_DEGREE;
        baseBits(logScale) <= LARGEST_PRIME_BITS;
        logScale++) {
      Optional<Parameters> found = withScale(logDegree, logScale);
      if (found.isPresent() && precise(found.get())) {
        return found;
      }
    }
    return Optional.empty();
  }

  private int baseBits(int logScale) {
    return logScale + magnitudeBits + HEADROOM_BITS;
  }

  /** The digit size with the smallest keys among those that are secure. */
  private Optional<Parameters> withScale(int logDegree, int logScale) {
    return IntStream.rangeClosed(1, depth + 1)
        .mapToObj(digitSize -> Sizes.of(depth, baseBits(logScale), logScale, digitSize))
        .filter(
            sizes ->
                sizes.logQp()
                    <= Security.maxLogQp(logDegree, new SecretDistribution.UniformTernary())
                        .orElse(0))
        .min(Comparator.comparingLong(Sizes::keyLimbs))
        .map(sizes -> sizes.build(logDegree));
  }

  /** Prime sizes before primes are searched for, which takes much longer. */
  private record Sizes(
      int depth, int base, int logScale, int digitSize, int special, int specialBits) {
    static Sizes of(int depth, int base, int logScale, int digitSize) {
      int digitBits = base + (digitSize - 1) * logScale + MARGIN_BITS + 1;
      int largest =
          digitBits <= FAST_PRIME_BITS * (digitSize + 1) ? FAST_PRIME_BITS : LARGEST_PRIME_BITS;
      int special = Math.ceilDiv(digitBits, largest);
      int specialBits = Math.ceilDiv(digitBits, special);
      return new Sizes(depth, base, logScale, digitSize, special, specialBits);
    }

    int logQp() {
      return base + depth * logScale + special * specialBits + 1;
    }

    /** The limbs of one half of a key. */
    long keyLimbs() {
      return (long) Math.ceilDiv(depth + 1, digitSize) * (depth + 1 + special);
    }

    Parameters build(int logDegree) {
      return Parameters.builder()
          .logDegree(logDegree)
          .q(base, 1)
          .q(logScale, depth)
          .p(specialBits, special)
          .digitSize(digitSize)
          .logScale(logScale)
          .build();
    }
  }

  private boolean precise(Parameters parameters) {
    NoiseModel model = new NoiseModel(parameters);
    double scale = parameters.scale();
    Noise noise = model.freshPublic();
    for (int level = depth; level > 0; level--) {
      noise = model.rescale(model.square(noise, scale, 1), level).plus(model.keySwitch(level - 1));
    }
    double error = DEVIATIONS * noise.slotDeviation(scale, parameters.slots());
    return error <= Math.scalb(1.0, -precisionBits);
  }
}
