package org.rotunda.ckks.ring;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * An ordered list of distinct prime rings of one degree: the residue number system a polynomial is
 * held in.
 *
 * <p>Each prime carries its <em>prime index</em>, its place in the whole chain: 0..L for the primes
 * of Q, L+1..L+K for those of P. Bases are equal when their prime indices and rings are.
 */
public final class RnsBasis {
  private final List<PrimeRing> rings;
  private final int[] primeIndices;

  RnsBasis(List<PrimeRing> rings, int[] primeIndices) {
    this.rings = List.copyOf(rings);
    this.primeIndices = primeIndices.clone();
  }

  /** The number of limbs. */
  public int size() {
    return primeIndices.length;
  }

  /** N. */
  public int degree() {
    return rings.getFirst().degree();
  }

  /** The ring of a limb. */
  public PrimeRing ring(int limb) {
    return rings.get(limb);
  }

  /** The modulus of a limb. */
  public Modulus modulus(int limb) {
    return rings.get(limb).modulus();
  }

  /** The prime index of a limb. */
  public int primeIndex(int limb) {
    return primeIndices[limb];
  }

  /** The product of the moduli. */
  public BigInteger product() {
    return rings.stream()
        .map(ring -> BigInteger.valueOf(ring.modulus().value()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof RnsBasis basis
            && Arrays.equals(primeIndices, basis.primeIndices)
            && rings.equals(basis.rings));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(primeIndices);
  }

  @Override
  public String toString() {
    return "RnsBasis" + Arrays.toString(primeIndices);
  }
}
