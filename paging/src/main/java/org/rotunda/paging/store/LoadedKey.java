package org.rotunda.paging.store;

import java.util.Arrays;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbBlock;

/**
 * A key in memory. Whoever has it closes it after its last use, which gives its limbs back. For one
 * thread at a time; the keys that it shows may be used by many.
 */
public final class LoadedKey implements AutoCloseable {
  private final KeyId id;
  private final Parameters parameters;
  private final HalfLimbs b;
  private final HalfLimbs a;
  private final UniformHalf lean;
  private final EvaluationKey whole;
  private final long bytesRead;

  /**
   * A key.
   *
   * @param level the level it is truncated to
   * @param b its limbs
   * @param a the limbs of the uniform half that are held
   * @param lean regenerates the uniform half
   */
  LoadedKey(
      KeyId id,
      int level,
      Parameters parameters,
      HalfLimbs b,
      HalfLimbs a,
      UniformHalf lean,
      long bytesRead) {
    this.id = id;
    this.parameters = parameters;
    this.b = b;
    this.a = a;
    this.lean = lean;
    this.bytesRead = bytesRead;
    this.whole =
        key(level, a.bytes() == 0 ? UniformResidency.LEAN : UniformResidency.RESIDENT);
  }

  /** The key as it was loaded; not to be used after {@link #close} or above a level shrunk to. */
  public EvaluationKey key() {
    return whole;
  }

  /**
   * The key truncated further. It stays good until {@link #close}, and after {@link #shrink} to
   * what it needs.
   *
   * @param level at most the level held
   * @param uniform RESIDENT only if the uniform half is held up to the level
   */
  public EvaluationKey key(int level, UniformResidency uniform) {
    UniformHalf half =
        switch (uniform) {
          case LEAN -> lean;
          case RESIDENT -> resident(level);
        };
    return new EvaluationKey(id, level, parameters, b.view(level), half);
  }

  private UniformHalf resident(int level) {
    long[][][] limbs = a.view(level);
    int special = parameters.maxLevel() + 1;
    return (digits, prime, _) -> {
      int position = prime < special ? prime : level + 1 + prime - special;
      if (prime < special && prime > level) {
        throw new IllegalArgumentException(
            "This key is truncated and has no limb for the prime with index %d.".formatted(prime));
      }
      return LimbBlock.onHeap(
          Arrays.stream(limbs, 0, digits).map(digit -> digit[position]).toArray(long[][]::new));
    };
  }

  /**
   * Gives back what is no longer needed. Keys shown for the levels that stay are good as before.
   *
   * @param level the highest level that stays
   * @param residentLevel the highest level up to which the uniform half stays, -1 for none of it
   */
  public void shrink(int level, int residentLevel) {
    b.shrink(level);
    a.shrink(residentLevel);
  }

  /** The bytes held of both halves. */
  public long bytes() {
    return b.bytes() + a.bytes();
  }

  /** The bytes that were read from the file for it. */
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() {
    b.close();
    a.close();
  }
}
