package org.rotunda.compiler.cost;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.keys.material.SeededKey;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededHalf;

/** Random residues in the forms of polynomials and keys, which take the time of real ones. */
final class RandomMaterial {
  static final KeyId KEY = new KeyId.Galois(5);
  static final KeySetId KEY_SET = KeySetId.of(new byte[KeySetId.BYTES]);
  private static final KeySeed SEED = KeySeed.of(new byte[KeySeed.BYTES]);

  private final Parameters parameters;
  private final SplittableRandom random = new SplittableRandom(1);

  RandomMaterial(Parameters parameters) {
    this.parameters = parameters;
  }

  private long[] limb(int prime) {
    return random.longs(parameters.degree(), 0, parameters.prime(prime)).toArray();
  }

  NttPoly poly(RnsBasis basis) {
    long[][] limbs = new long[basis.size()][];
    Arrays.setAll(limbs, i -> limb(basis.primeIndex(i)));
    return new NttPoly(basis, LimbBlock.onHeap(limbs));
  }

  double[] slots() {
    return random.doubles(parameters.slots(), -1, 1).toArray();
  }

  /** A key at the top level. */
  SeededKey key() {
    SeededHalf a = half();
    return new SeededKey(KEY_SET, SEED, key(a));
  }

  /** The same with its uniform half in memory. */
  EvaluationKey wholeKey(Engine engine) {
    return key(half().materialise(parameters.maxLevel(), engine));
  }

  /** The key's uniform half. */
  SeededHalf half() {
    return new SeededHalf(parameters, KEY_SET, KEY, SEED);
  }

  private EvaluationKey key(UniformHalf a) {
    int level = parameters.maxLevel();
    int[] primes = parameters.keyPrimeIndices(level).toArray();
    long[][][] b = new long[parameters.digits(level)][primes.length][];
    for (long[][] digit : b) {
      Arrays.setAll(digit, i -> limb(primes[i]));
    }
    return new EvaluationKey(KEY, level, parameters, b, a);
  }
}
