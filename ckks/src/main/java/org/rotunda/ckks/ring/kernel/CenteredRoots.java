package org.rotunda.ckks.ring.kernel;

import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/** The powers of psi modulo q < 2^50 as doubles in (-q/2, q/2): psi^i at index brv(i). */
final class CenteredRoots {
  private final double q;
  private final double[] powers;

  CenteredRoots(PrimeRing ring) {
    Modulus modulus = ring.modulus();
    long[] residues = ring.bitReversedPowers();
    q = (double) modulus.value();
    powers = new double[residues.length];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = (double) modulus.centered(residues[i]);
    }
  }

  /** The modulus. */
  double q() {
    return q;
  }

  /** The powers; not to be written. */
  double[] powers() {
    return powers;
  }
}
