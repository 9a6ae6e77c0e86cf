package org.rotunda.ckks.bootstrap;

/**
 * The predicted error of a bootstrapped message by origin: root mean squares over the slots of the
 * modulus of the error, in units of the message.
 *
 * @param argument what the argument's own error becomes
 * @param modulusRaising the switches to the ephemeral secret and back, and the trace
 * @param coeffsToSlots rounding and key switching in CoeffsToSlots
 * @param modularReduction rounding in EvalMod
 * @param approximation the error of the cosine's series
 * @param nonlinearity the difference between the sine, or what the arcsine leaves of it, and the
 *     identity
 * @param slotsToCoeffs rounding and key switching in SlotsToCoeffs
 */
public record BootstrapError(
    double argument,
    double modulusRaising,
    double coeffsToSlots,
    double modularReduction,
    double approximation,
    double nonlinearity,
    double slotsToCoeffs) {
  /** All of it, the origins taken as independent. */
  public double total() {
    return Math.hypot(random(), nonlinearity);
  }

  /** What the message does not determine. */
  public double random() {
    return Math.sqrt(
        argument * argument
            + modulusRaising * modulusRaising
            + coeffsToSlots * coeffsToSlots
            + modularReduction * modularReduction
            + approximation * approximation
            + slotsToCoeffs * slotsToCoeffs);
  }

  /** In bits, -log2 of each. */
  @Override
  public String toString() {
    return "bits: argument %.1f, raising %.1f, CoeffsToSlots %.1f, EvalMod %.1f, approximation %.1f, sine %.1f, SlotsToCoeffs %.1f, total %.1f"
        .formatted(
            bits(argument),
            bits(modulusRaising),
            bits(coeffsToSlots),
            bits(modularReduction),
            bits(approximation),
            bits(nonlinearity),
            bits(slotsToCoeffs),
            bits(total()));
  }

  private static double bits(double error) {
    return -Log2.of(error);
  }
}
