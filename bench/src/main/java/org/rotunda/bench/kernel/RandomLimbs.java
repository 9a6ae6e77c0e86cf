package org.rotunda.bench.kernel;

import java.util.SplittableRandom;
import org.rotunda.ckks.ring.Modulus;

/** Limbs of random residues: times don't depend on values, so these need no secure randomness. */
public final class RandomLimbs {
  private final int degree;
  private final SplittableRandom random = new SplittableRandom(1);

  /** Limbs of a length N. */
  public RandomLimbs(int degree) {
    this.degree = degree;
  }

  /** One limb modulo q. */
  public long[] limb(Modulus q) {
    return random.longs(degree, 0, q.value()).toArray();
  }

  /** Several limbs modulo q. */
  public long[][] limbs(int count, Modulus q) {
    long[][] limbs = new long[count][];
    for (int i = 0; i < count; i++) {
      limbs[i] = limb(q);
    }
    return limbs;
  }
}
