package org.rotunda.ckks.bootstrap;

/**
 * How n complex coefficients c_k = m_k + i m_(k+n) are laid out for EvalMod, which acts on reals.
 */
enum Packing {
  /** Two ciphertexts of n slots, real and imaginary parts. */
  BOTH_PARTS,
  /** The real parts only. */
  REAL_PART,
  /** One ciphertext of 2n slots, the real parts before the imaginary ones; needs n &lt; N/2. */
  REPACKED;

  /** The slots of the ciphertexts that are reduced. */
  int slots(int n) {
    return switch (this) {
      case BOTH_PARTS, REAL_PART -> n;
      case REPACKED -> 2 * n;
    };
  }
}
