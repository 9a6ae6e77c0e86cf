package org.rotunda.keys.openfhe;

/** How OpenFHE manages scales; the order is that of its codes. */
public enum ScalingTechnique {
  /** One nominal scale 2^p at all levels; the caller rescales. */
  FIXEDMANUAL,
  /** One nominal scale 2^p at all levels; rescaling is automatic. */
  FIXEDAUTO,
  /** A scale for each level, automatic. */
  FLEXIBLEAUTO,
  /** As FLEXIBLEAUTO, with an extra modulus that fresh ciphertexts give up at their first use. */
  FLEXIBLEAUTOEXT,
  /** Several primes a level; not converted. */
  COMPOSITESCALINGAUTO,
  /** Several primes a level; not converted. */
  COMPOSITESCALINGMANUAL,
  /** For other schemes. */
  NORESCALE,
  /** Not set. */
  INVALID;

  /** Whether a level is one prime: the techniques that are converted. */
  public boolean hasOnePrimePerLevel() {
    return this == FIXEDMANUAL || this == FIXEDAUTO || isFlexible();
  }

  /** Whether each level has a scale of its own. */
  public boolean isFlexible() {
    return this == FLEXIBLEAUTO || this == FLEXIBLEAUTOEXT;
  }
}
