package org.rotunda.keys.openfhe;

/** How OpenFHE draws secret keys; the order is that of its codes. */
public enum SecretDistributionCode {
  /** From the distribution of the errors; not converted. */
  GAUSSIAN,
  /** Each coefficient uniform in {-1, 0, 1}. */
  UNIFORM_TERNARY,
  /** 192 non-zero coefficients, or all if N is less. */
  SPARSE_TERNARY,
  /** The same, and a sparser secret inside bootstrapping. */
  SPARSE_ENCAPSULATED
}
