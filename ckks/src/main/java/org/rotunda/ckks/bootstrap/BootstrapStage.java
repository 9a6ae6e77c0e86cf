package org.rotunda.ckks.bootstrap;

/** A stage of a bootstrap, for those who follow one. */
public enum BootstrapStage {
  /** ModRaise, with the switches to the ephemeral secret and back, and the trace. */
  MODULUS_RAISING("ModRaise"),
  /** CoeffsToSlots. */
  COEFFS_TO_SLOTS("CoeffsToSlots"),
  /** EvalMod, of one ciphertext. */
  MODULAR_REDUCTION("EvalMod"),
  /** SlotsToCoeffs. */
  SLOTS_TO_COEFFS("SlotsToCoeffs");

  private final String title;

  BootstrapStage(String title) {
    this.title = title;
  }

  /** The field's name for it. */
  @Override
  public String toString() {
    return title;
  }

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
