package org.rotunda.ckks.bootstrap;

/**
 * The predicted error of a bootstrapped message by origin: root mean squares over the slots of the
 * modulus of the error, in units of the message.
 *
 * @param argument what the argument's own error becomes
 * @param modulusRaising the switches to the ephemeral secret and back, and the trace
 * @param coeffsToSlots rescales, key switches and the rounding of encoded diagonals in
 *     CoeffsToSlots
 * @param modularReduction rounding in EvalMod
 * @param approximation the error of the cosine's series
 * @param nonlinearity the difference between the sine, or what the arcsine leaves of it, and the
 *     identity
 * @param slotsToCoeffs rescales and key switches in SlotsToCoeffs
 * @param diagonals the rounding of SlotsToCoeffs' encoded diagonals: the matrices that are applied
 *     differ from the exact ones by fixed ones, so this part is linear in the message and the same
 *     at every bootstrap by the same {@link BootstrapMatrices}. Predictions of programs take it as
 *     independent nevertheless: it tells where one value is bootstrapped more often than the square
 *     of its ratio to the other random errors, which takes over a hundred thousand bootstraps by
 *     any secure preset, where it is at most 1/370 of them
 */
public record BootstrapError(
    double argument,
    double modulusRaising,
    double coeffsToSlots,
    double modularReduction,
    double approximation,
    double nonlinearity,
    double slotsToCoeffs,
    double diagonals) {
  /** All of it, the origins taken as independent. */
  public double total() {
    return Math.hypot(random(), nonlinearity);
  }

  /** What is predicted by its size alone: all but {@link #nonlinearity}. */
  public double random() {
    return Math.hypot(fresh(), diagonals);
  }

  /**
   * What comes again at every bootstrap of the same message by the same matrices: after k
   * bootstraps in a row it is k times as large, the rest sqrt(k) times.
   */
  public double repeated() {
    return Math.hypot(diagonals, nonlinearity);
  }

  /** What is independent of the same at other bootstraps. */
  private double fresh() {
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
    return "bits: argument %.1f, raising %.1f, CoeffsToSlots %.1f, EvalMod %.1f, approximation %.1f, sine %.1f, SlotsToCoeffs %.1f, its diagonals %.1f, total %.1f"
        .formatted(
            bits(argument),
            bits(modulusRaising),
            bits(coeffsToSlots),
            bits(modularReduction),
            bits(approximation),
            bits(nonlinearity),
            bits(slotsToCoeffs),
            bits(diagonals),
            bits(total()));
  }

  private static double bits(double error) {
    return -Log2.of(error);
  }
}
