package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimbBlockTest {
  private static final int LENGTH = 8;
  private static final long LIMB = LENGTH * 8L;

  @Test
  void aFailingAllocationGivesBackWhatItTook() {
    LimbPool pool = new LimbPool(LENGTH, 3 * LIMB);
    assertThatThrownBy(() -> LimbBlock.allocate(pool, 4, LENGTH))
        .isInstanceOf(LimbBudgetException.class);
    assertThat(pool.usedBytes()).isZero();
    assertThat(LimbBlock.allocate(pool, 3, LENGTH).size()).isEqualTo(3);
  }

  @Test
  void closingGivesLimbsBackOnce() {
    LimbPool pool = new LimbPool(LENGTH, 3 * LIMB);
    LimbBlock block = LimbBlock.allocate(pool, 2, LENGTH);
    LimbBlock other = LimbBlock.allocate(pool, 1, LENGTH);
    block.close();
    block.close();
    assertThat(pool.usedBytes()).isEqualTo(LIMB);
    assertThat(other.get(0)).hasSize(LENGTH);
  }

  @Test
  void useAfterCloseThrows() {
    LimbBlock block = LimbBlock.allocate(LimbAllocator.heap(), 2, LENGTH);
    block.close();
    assertThatThrownBy(() -> block.get(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(block::all).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void wrapsGivenLimbs() {
    long[] limb = {1, 2, 3};
    assertThat(LimbBlock.onHeap(limb).get(0)).isSameAs(limb);
  }
}
