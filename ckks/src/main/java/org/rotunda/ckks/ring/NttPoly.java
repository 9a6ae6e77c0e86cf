package org.rotunda.ckks.ring;

/** A polynomial by its values at the 2N-th roots of unity, in the order stated at {@link PrimeRing}. */
public record NttPoly(RnsBasis basis, LimbBlock limbs) implements RnsPoly {
  /**
   * Takes over limbs of canonical residues.
   *
   * @throws IllegalArgumentException if there are not as many limbs as primes
   */
  public NttPoly {
    if (limbs.size() != basis.size()) {
      throw new IllegalArgumentException(
          "A polynomial has one limb a prime, but %d limbs came for %d primes."
              .formatted(limbs.size(), basis.size()));
    }
  }

  @Override
  public long[] limb(int i) {
    return limbs.get(i);
  }

  @Override
  public void close() {
    limbs.close();
  }
}
