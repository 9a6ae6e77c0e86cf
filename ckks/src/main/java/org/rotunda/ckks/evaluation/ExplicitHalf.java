package org.rotunda.ckks.evaluation;

import java.util.Arrays;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;

/** A uniform half that is held whole. */
public final class ExplicitHalf implements UniformHalf {
  private final int level;
  private final int maxLevel;
  private final long[][][] limbs;

  /**
   * Takes over the limbs.
   *
   * @param level the highest level the key serves
   * @param limbs by digit, then by position in {@link Parameters#keyPrimeIndices}
   */
  public ExplicitHalf(int level, Parameters parameters, long[][][] limbs) {
    this.level = level;
    this.maxLevel = parameters.maxLevel();
    this.limbs = limbs;
  }

  @Override
  public LimbBlock limbs(int digits, int primeIndex, Engine engine) {
    int position = primeIndex <= maxLevel ? primeIndex : primeIndex - maxLevel + level;
    return LimbBlock.onHeap(
        Arrays.stream(limbs, 0, digits).map(digit -> digit[position]).toArray(long[][]::new));
  }
}
