package org.rotunda.ckks.bootstrap;

import org.rotunda.ckks.params.Parameters;

/**
 * What a bootstrap shall do; everything else follows from it and the {@link Parameters}, see {@link
 * BootstrapPlan}.
 *
 * @param slots of the ciphertexts, a power of two up to N/2; fewer than N/2 (sparse packing) cost a
 *     trace and save matrices
 * @param order which transform comes first
 * @param content what the slots hold
 * @param raisedUnder the secret under which the modulus is raised
 * @param coeffsToSlotsLevels levels of CoeffsToSlots, 1 to 5: fewer cost more rotations and keys
 * @param slotsToCoeffsLevels levels of SlotsToCoeffs, 1 to 5
 * @param logMessageRatio log2 of q_0 over the message's scale at the time the modulus is raised:
 *     the larger, the closer the sine to the identity, and the larger the error of everything else
 * @param arcsine how far the sine is undone; {@link #withMessageRatio(int, double)} derives it
 * @param log2Failure log2 of the largest allowed probability that a bootstrap gives a wrong result,
 *     negative
 * @param diagonalBytes how many bytes of transformed matrix diagonals may be held; the others are
 *     transformed at each use
 */
public record BootstrapParameters(
    int slots,
    Order order,
    Content content,
    RaisingSecret raisedUnder,
    int coeffsToSlotsLevels,
    int slotsToCoeffsLevels,
    int logMessageRatio,
    ArcsineDegree arcsine,
    double log2Failure,
    long diagonalBytes) {
  private static final int MAX_LEVELS = 5;
  private static final int MAX_LOG_MESSAGE_RATIO = 30;

  /** Which of the two linear transforms comes first. */
  public enum Order {
    /**
     * ModRaise, CoeffsToSlots, EvalMod, SlotsToCoeffs: works from level 0. The coefficients of a
     * message whose slots are independent are smaller than the slots by sqrt(N), so its ratio to
     * q_0 may be small; all errors are as much larger in the end.
     */
    MODULUS_RAISING_FIRST,
    /**
     * SlotsToCoeffs, ModRaise, CoeffsToSlots, EvalMod: needs the levels of SlotsToCoeffs, which is
     * cheap there, and real slots need EvalMod once, not twice. The slots themselves are reduced,
     * so their ratio to q_0 must be large or undone by the arcsine.
     */
    SLOTS_TO_COEFFS_FIRST
  }

  /** What the slots hold. */
  public enum Content {
    /** Real numbers; with {@link Order#SLOTS_TO_COEFFS_FIRST} imaginary parts are dropped. */
    REAL,
    /** Complex numbers. */
    COMPLEX
  }

  /** The secret under which the modulus is raised. */
  public enum RaisingSecret {
    /** The ephemeral one of weight 32, see {@link SecretEncapsulation}. */
    EPHEMERAL,
    /** The main one; without further keys, but EvalMod must reach far more multiples of q_0. */
    MAIN
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public BootstrapParameters {
    if (slots < 1 || Integer.bitCount(slots) != 1) {
      throw new IllegalArgumentException(
          "The number of slots is a power of two, but %d was given.".formatted(slots));
    }
    range("The levels of CoeffsToSlots", coeffsToSlotsLevels, MAX_LEVELS);
    range("The levels of SlotsToCoeffs", slotsToCoeffsLevels, MAX_LEVELS);
    range("log2 of the message ratio", logMessageRatio, MAX_LOG_MESSAGE_RATIO);
    if (!(log2Failure < 0) || Double.isInfinite(log2Failure)) {
      throw new IllegalArgumentException(
          "log2 of the failure probability is negative and finite, but %s was given."
              .formatted(log2Failure));
    }
    if (diagonalBytes < 0) {
      throw new IllegalArgumentException(
          "Diagonals take at least 0 bytes, but %d was given.".formatted(diagonalBytes));
    }
  }

  private static void range(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s must be between 1 and %d, but %d was given.".formatted(what, most, value));
    }
  }

  /**
   * Complex numbers in any number of slots: ModRaise first under the ephemeral secret, three levels
   * each way, ratio 2^8 without arcsine, failure at most 2^-128, 256 MiB of diagonals. The ratio is
   * for slots that are independent, whose coefficients are far below 1; one coefficient of 1 keeps
   * 13 bits, more with {@link #withMessageRatio(int, double)}.
   */
  public static BootstrapParameters of(int slots) {
    return new BootstrapParameters(
        slots,
        Order.MODULUS_RAISING_FIRST,
        Content.COMPLEX,
        RaisingSecret.EPHEMERAL,
        3,
        3,
        8,
        ArcsineDegree.ONE,
        -128,
        256L << 20);
  }

  /** These with another number of slots. */
  public BootstrapParameters withSlots(int value) {
    return new BootstrapParameters(
        value,
        order,
        content,
        raisedUnder,
        coeffsToSlotsLevels,
        slotsToCoeffsLevels,
        logMessageRatio,
        arcsine,
        log2Failure,
        diagonalBytes);
  }

  /** These with another order. */
  public BootstrapParameters withOrder(Order value) {
    return new BootstrapParameters(
        slots,
        value,
        content,
        raisedUnder,
        coeffsToSlotsLevels,
        slotsToCoeffsLevels,
        logMessageRatio,
        arcsine,
        log2Failure,
        diagonalBytes);
  }

  /** These with another content. */
  public BootstrapParameters withContent(Content value) {
    return new BootstrapParameters(
        slots,
        order,
        value,
        raisedUnder,
        coeffsToSlotsLevels,
        slotsToCoeffsLevels,
        logMessageRatio,
        arcsine,
        log2Failure,
        diagonalBytes);
  }

  /** These with another secret for the raising. */
  public BootstrapParameters withRaisedUnder(RaisingSecret value) {
    return new BootstrapParameters(
        slots,
        order,
        content,
        value,
        coeffsToSlotsLevels,
        slotsToCoeffsLevels,
        logMessageRatio,
        arcsine,
        log2Failure,
        diagonalBytes);
  }

  /** These with other numbers of levels of the transforms. */
  public BootstrapParameters withLevels(int coeffsToSlots, int slotsToCoeffs) {
    return new BootstrapParameters(
        slots,
        order,
        content,
        raisedUnder,
        coeffsToSlots,
        slotsToCoeffs,
        logMessageRatio,
        arcsine,
        log2Failure,
        diagonalBytes);
  }

  /**
   * These with another message ratio and the arcsine that it needs, as {@link ArcsineDegree#least}.
   *
   * @param bits of a message of magnitude 1 that the sine and its arcsine leave intact, above 0
   * @throws IllegalArgumentException if no arcsine does
   */
  public BootstrapParameters withMessageRatio(int log2, double bits) {
    return withMessageRatio(log2, ArcsineDegree.least(log2, bits));
  }

  /** These with another message ratio and arcsine. */
  public BootstrapParameters withMessageRatio(int log2, ArcsineDegree degree) {
    return new BootstrapParameters(
        slots,
        order,
        content,
        raisedUnder,
        coeffsToSlotsLevels,
        slotsToCoeffsLevels,
        log2,
        degree,
        log2Failure,
        diagonalBytes);
  }

  /** These with another failure probability. */
  public BootstrapParameters withLog2Failure(double value) {
    return new BootstrapParameters(
        slots,
        order,
        content,
        raisedUnder,
        coeffsToSlotsLevels,
        slotsToCoeffsLevels,
        logMessageRatio,
        arcsine,
        value,
        diagonalBytes);
  }

  /** These with another bound of the bytes of diagonals. */
  public BootstrapParameters withDiagonalBytes(long value) {
    return new BootstrapParameters(
        slots,
        order,
        content,
        raisedUnder,
        coeffsToSlotsLevels,
        slotsToCoeffsLevels,
        logMessageRatio,
        arcsine,
        log2Failure,
        value);
  }
}
