package org.rotunda.ckks.ring.kernel;

import org.rotunda.ckks.ring.PrimeRing;

/** The powers of psi that a ring holds, with their Shoup companions: psi^i at index brv(i). */
final class ShoupRoots {
  private final long q;
  private final long[] powers;
  private final long[] companions;

  ShoupRoots(PrimeRing ring) {
    q = ring.modulus().value();
    powers = ring.roots();
    companions = ring.rootsShoup();
  }

  /** The modulus. */
  long q() {
    return q;
  }

  /** The powers; not to be written. */
  long[] powers() {
    return powers;
  }

  /** The companions; not to be written. */
  long[] companions() {
    return companions;
  }
}
