package org.rotunda.paging.store;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBlock;

/** A uniform half truncated to a level whose limbs are held until it is closed. */
final class ResidentHalf implements UniformHalf, AutoCloseable {
  private final Map<Integer, LimbBlock> byPrime = new TreeMap<>();

  /** Regenerates all limbs; if the allocator runs out of its budget, none stays taken. */
  ResidentHalf(UniformHalf half, Parameters parameters, int level, LimbAllocator allocator) {
    int[] primes = parameters.keyPrimeIndices(level).toArray();
    try {
      for (int prime : primes) {
        byPrime.put(prime, half.limbs(parameters.digits(level), prime, allocator));
      }
    } finally {
      if (byPrime.size() < primes.length) {
        close();
      }
    }
  }

  @Override
  public LimbBlock limbs(int digits, int primeIndex, LimbAllocator allocator) {
    LimbBlock block = byPrime.get(primeIndex);
    if (block == null) {
      throw new IllegalArgumentException(
          "This key is truncated and has no limb for the prime with index %d."
              .formatted(primeIndex));
    }
    return LimbBlock.onHeap(Arrays.copyOf(block.all(), digits));
  }

  @Override
  public void close() {
    byPrime.values().forEach(LimbBlock::close);
  }
}
