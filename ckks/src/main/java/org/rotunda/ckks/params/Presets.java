package org.rotunda.ckks.params;

/**
 * Parameter sets with 128-bit security for general use, with a uniform ternary secret and primes
 * below 2^50, which have the fastest kernels.
 */
public final class Presets {
  private Presets() {}

  /** N = 2^13, scale 2^40, 3 levels; log2(QP) = 212 of at most 214. */
  public static Parameters n13() {
    return Parameters.builder().logDegree(13).q(43, 1).q(40, 3).p(49, 1).logScale(40).build();
  }

  /** N = 2^14, scale 2^40, 6 levels, digits of two primes; log2(QP) = 385 of at most 430. */
  public static Parameters n14() {
    return Parameters.builder()
        .logDegree(14)
        .q(48, 1)
        .q(40, 6)
        .p(49, 1)
        .p(48, 1)
        .digitSize(2)
        .logScale(40)
        .build();
  }

  /** N = 2^15, scale 2^42, 15 levels, digits of three primes; log2(QP) = 823 of at most 868. */
  public static Parameters n15() {
    return Parameters.builder()
        .logDegree(15)
        .q(49, 1)
        .q(42, 15)
        .p(48, 3)
        .digitSize(3)
        .logScale(42)
        .build();
  }

  /** N = 2^16, scale 2^45, 27 levels, digits of seven primes; log2(QP) = 1607 of at most 1747. */
  public static Parameters n16() {
    return Parameters.builder()
        .logDegree(16)
        .q(49, 1)
        .q(45, 27)
        .p(49, 7)
        .digitSize(7)
        .logScale(45)
        .build();
  }
}
