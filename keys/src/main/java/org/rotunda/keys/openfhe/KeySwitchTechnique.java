package org.rotunda.keys.openfhe;

/** How OpenFHE switches keys; the order is that of its codes. */
public enum KeySwitchTechnique {
  /** Not set. */
  INVALID,
  /** Brakerski and Vaikuntanathan's, without special primes; not converted. */
  BV,
  /** Hybrid, with special primes. */
  HYBRID
}
