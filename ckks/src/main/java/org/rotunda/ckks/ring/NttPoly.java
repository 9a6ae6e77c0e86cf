package org.rotunda.ckks.ring;

/**
 * A polynomial by its values at the 2N-th roots of unity, in the order stated at {@link PrimeRing}.
 */
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

  /**
   * A view modulo the first primes, for as long as this polynomial is open; closing it gives
   * nothing back.
   *
   * @param basis the first primes of this one's basis
   * @throws IllegalArgumentException if they are others
   */
  public NttPoly leading(RnsBasis basis) {
    boolean leads = basis.size() <= this.basis.size();
    for (int i = 0; leads && i < basis.size(); i++) {
      leads = basis.primeIndex(i) == this.basis.primeIndex(i);
    }
    if (!leads) {
      throw new IllegalArgumentException(
          "Only leading limbs can be kept, but %s does not begin with %s."
              .formatted(this.basis, basis));
    }
    return new NttPoly(basis, limbs.leading(basis.size()));
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
