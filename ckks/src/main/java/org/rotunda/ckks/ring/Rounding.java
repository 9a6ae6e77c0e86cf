package org.rotunda.ckks.ring;

/** How a basis conversion represents a residue class modulo the source product D by an integer. */
public enum Rounding {
  /**
   * By the representative in about [-D/2, D/2): exact rounding in ModDown, least noise in ModUp.
   */
  CENTERED,
  /**
   * By x + uD with 0 <= x < D and 0 <= u < the number of source primes, the uncorrected form of
   * OpenFHE's hybrid key switching, for results that agree with it bit for bit.
   */
  OPENFHE
}
