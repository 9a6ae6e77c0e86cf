package org.rotunda.keys.openfhe;

/** What the entries of a polynomial are; the order is that of OpenFHE's codes. */
public enum PolynomialForm {
  /** Values at the roots of unity. */
  EVALUATION,
  /** Coefficients. */
  COEFFICIENT
}
