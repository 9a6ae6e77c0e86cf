package org.rotunda.ckks.ring.kernel;

import java.util.List;

/**
 * The passes of a transform. Passes with groups longer than a block run over the whole limb, the
 * others block by block, so that a block stays in the first-level cache for all of them.
 */
final class PassSchedule {
  /** 32 KiB. */
  static final int MAX_BLOCK = 1 << 12;

  private final Pass[] before;
  private final Pass[] blockwise;
  private final Pass[] after;
  private final int block;

  /**
   * A schedule.
   *
   * @param before over the whole limb, first
   * @param blockwise in blocks of {@code block} entries, next
   * @param after over the whole limb, last
   */
  PassSchedule(List<Pass> before, List<Pass> blockwise, List<Pass> after, int block) {
    this.before = before.toArray(Pass[]::new);
    this.blockwise = blockwise.toArray(Pass[]::new);
    this.after = after.toArray(Pass[]::new);
    this.block = block;
  }

  /** Transforms a limb in place. */
  void run(long[] a) {
    begin(a);
    for (int from = 0; from < a.length; from += block) {
      runBlock(a, from);
    }
    run(after, a, 0, a.length);
  }

  /** The passes before those in blocks. */
  void begin(long[] a) {
    run(before, a, 0, a.length);
  }

  /** The entries of a block. */
  int block() {
    return block;
  }

  /** The passes on the block that begins at an entry: the end of schedules that end blockwise. */
  void runBlock(long[] a, int from) {
    run(blockwise, a, from, from + block);
  }

  /** Transforms a limb into another one, or in place; for schedules that begin blockwise. */
  @SuppressWarnings("ReferenceEquality") // The question is whether it works in place.
  void run(long[] x, long[] out) {
    for (int from = 0; from < out.length; from += block) {
      if (x != out) {
        System.arraycopy(x, from, out, from, block);
      }
      run(blockwise, out, from, from + block);
    }
    run(after, out, 0, out.length);
  }

  private static void run(Pass[] passes, long[] a, int from, int to) {
    for (Pass pass : passes) {
      pass.run(a, from, to);
    }
  }
}
