package org.rotunda.bench.scheme;

import org.rotunda.bench.kernel.RandomLimbs;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.ExplicitHalf;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Polynomials and keys of random residues. They decrypt to nothing, but cost what real ones cost.
 */
final class RandomPolynomials {
  private final Parameters parameters;
  private final RandomLimbs random;

  RandomPolynomials(Parameters parameters) {
    this.parameters = parameters;
    this.random = new RandomLimbs(parameters.degree());
  }

  NttPoly over(RnsBasis basis) {
    long[][] limbs = new long[basis.size()][];
    for (int i = 0; i < limbs.length; i++) {
      limbs[i] = random.limb(basis.modulus(i));
    }
    return new NttPoly(basis, LimbBlock.onHeap(limbs));
  }

  /** A key for the top level, both halves held whole. */
  EvaluationKey key(KeyId id) {
    int level = parameters.maxLevel();
    return new EvaluationKey(
        id, level, parameters, half(level), new ExplicitHalf(level, parameters, half(level)));
  }

  private long[][][] half(int level) {
    int[] primes = parameters.keyPrimeIndices(level).toArray();
    long[][][] half = new long[parameters.digits(level)][primes.length][];
    for (long[][] digit : half) {
      for (int i = 0; i < primes.length; i++) {
        digit[i] = random.limb(new Modulus(parameters.prime(primes[i])));
      }
    }
    return half;
  }
}
