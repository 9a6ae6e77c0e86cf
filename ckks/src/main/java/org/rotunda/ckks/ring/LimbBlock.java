package org.rotunda.ckks.ring;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The limbs of one polynomial or of one step's scratch, taken and given back together. */
public final class LimbBlock implements AutoCloseable {
  private final LimbAllocator allocator;
  private final long[][] limbs;
  private volatile boolean closed;

  private LimbBlock(LimbAllocator allocator, long[][] limbs) {
    this.allocator = allocator;
    this.limbs = limbs;
  }

  /** Takes {@code count} limbs of arbitrary content; on failure none stays taken. */
  public static LimbBlock allocate(LimbAllocator allocator, int count, int length) {
    long[][] limbs = new long[count][];
    int taken = 0;
    try {
      for (; taken < count; taken++) {
        limbs[taken] = allocator.allocate(length);
      }
    } finally {
      if (taken < count) {
        Arrays.stream(limbs, 0, taken).forEach(allocator::release);
      }
    }
    return new LimbBlock(allocator, limbs);
  }

  /**
   * Takes limbs and has them written; if that fails they are given back.
   *
   * @param content writes every limb
   */
  public static LimbBlock filled(
      LimbAllocator allocator, int count, int length, Consumer<LimbBlock> content) {
    LimbBlock block = allocate(allocator, count, length);
    boolean done = false;
    try {
      content.accept(block);
      done = true;
    } finally {
      if (!done) {
        block.close();
      }
    }
    return block;
  }

  /** Wraps limbs that nobody else holds; they are left to the garbage collector. */
  public static LimbBlock onHeap(long[]... limbs) {
    return new LimbBlock(LimbAllocator.heap(), limbs.clone());
  }

  /**
   * A view of the first limbs, for as long as this block is open; closing it gives nothing back.
   *
   * @throws IllegalStateException after {@link #close}
   */
  LimbBlock leading(int count) {
    return onHeap(Arrays.copyOf(all(), count));
  }

  /**
   * Two blocks that own the limbs before {@code at} and from there on; this one is closed without
   * giving any back.
   */
  public List<LimbBlock> split(int at) {
    synchronized (limbs) {
      long[][] all = all();
      closed = true;
      return List.of(
          new LimbBlock(allocator, Arrays.copyOf(all, at)),
          new LimbBlock(allocator, Arrays.copyOfRange(all, at, all.length)));
    }
  }

  /**
   * One limb.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public long[] get(int i) {
    return all()[i];
  }

  /** The number of limbs. */
  public int size() {
    return limbs.length;
  }

  /**
   * All limbs, in order.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public long[][] all() {
    if (closed) {
      throw new IllegalStateException(
          "This value was closed and its limbs given back; keep it open until its last use.");
    }
    return limbs;
  }

  @Override
  public void close() {
    synchronized (limbs) {
      if (closed) {
        return;
      }
      closed = true;
    }
    for (long[] limb : limbs) {
      allocator.release(limb);
    }
  }
}
