package org.rotunda.ckks.bootstrap;

/** A stage of a bootstrap, for those who follow one. */
public enum BootstrapStage {
  /** ModRaise, with the switches to the ephemeral secret and back, and the trace. */
  MODULUS_RAISING,
  /** CoeffsToSlots. */
  COEFFS_TO_SLOTS,
  /** EvalMod, of one ciphertext. */
  MODULAR_REDUCTION,
  /** SlotsToCoeffs. */
  SLOTS_TO_COEFFS;

  /** Hears when a stage has ended, on the thread that bootstraps. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A stage has ended.
     *
     * @param stage which
     */
    void completed(BootstrapStage stage);

    /** Hears nothing. */
    static Listener silent() {
      return _ -> {};
    }
  }
}
