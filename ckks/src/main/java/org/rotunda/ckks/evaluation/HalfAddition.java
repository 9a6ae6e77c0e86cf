package org.rotunda.ckks.evaluation;

/**
 * How OpenFHE's rounding of a constant factor adds one half before it cuts the fraction off. Its
 * source leaves that to the compiler, and so builds differ in the last bit of some factors.
 */
public enum HalfAddition {
  /**
   * The product with the scale and the sum are one operation and rounded once: builds for a
   * processor with fused operations ({@code WITH_NATIVEOPT=ON}), and all for 64-bit ARM.
   */
  FUSED,

  /** The product is rounded before half is added: OpenFHE's default for x86-64. */
  SEPARATE
}
