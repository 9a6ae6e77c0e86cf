package org.rotunda.bench.memory;

import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbPool;

/** Where the limbs of intermediate results come from. */
enum LimbSource {
  /** New arrays, left to the garbage collector. */
  HEAP,
  /** Arrays that are used again. */
  POOL;

  LimbAllocator allocator(int degree) {
    return switch (this) {
      case HEAP -> LimbAllocator.heap();
      case POOL -> new LimbPool(degree, Long.MAX_VALUE);
    };
  }
}
