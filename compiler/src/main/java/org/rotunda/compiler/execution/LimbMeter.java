package org.rotunda.compiler.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;

/**
 * Counts limbs without having any: all are one array. As an executor it does parts one after the
 * other, and counts as if the neediest of them ran side by side on a number of threads.
 */
final class LimbMeter implements LimbAllocator, LimbExecutor {
  private final long[] limb;
  private final long limbBytes;
  private final int threads;
  private final List<Long> peaks = new ArrayList<>();
  private long used;
  private long peak;

  /**
   * A meter.
   *
   * @param length the length of every limb
   * @param threads how many parts of an operation run at a time
   */
  LimbMeter(int length, int threads) {
    this.limb = new long[length];
    this.limbBytes = (long) length * Long.BYTES;
    this.threads = threads;
  }

  @Override
  public long[] allocate(int length) {
    if (length != limb.length) {
      throw new IllegalArgumentException(
          "Limbs of length %d are counted, but one of length %d was asked for."
              .formatted(limb.length, length));
    }
    used += limbBytes;
    peak = Math.max(peak, used);
    return limb;
  }

  @Override
  public void release(long[] back) {
    used -= limbBytes;
  }

  @Override
  public void forEach(int count, IntConsumer task) {
    long before = peak;
    long[] own = new long[count];
    for (int part = 0; part < count; part++) {
      long start = used;
      peak = start;
      task.accept(part);
      own[part] = peak - start;
    }
    Arrays.sort(own);
    long together = Arrays.stream(own, Math.max(0, count - threads), count).sum();
    peak = Math.max(before, used + together);
  }

  /** Ends a section; the next begins with what is used now. */
  void endSection() {
    peaks.add(peak);
    peak = used;
  }

  /** The most bytes used in each section. */
  List<Long> peaks() {
    return List.copyOf(peaks);
  }
}
