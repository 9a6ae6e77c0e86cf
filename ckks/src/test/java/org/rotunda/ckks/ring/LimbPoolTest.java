package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LimbPoolTest {
  private static final int LENGTH = 16;
  private static final long LIMB = LENGTH * 8L;

  @Test
  void countsWhatIsHandedOutAndTheMostThatEverWas() {
    LimbPool pool = new LimbPool(LENGTH, 3 * LIMB);
    long[] first = pool.allocate(LENGTH);
    long[] second = pool.allocate(LENGTH);
    assertThat(first).hasSize(LENGTH).isNotSameAs(second);
    assertThat(pool.usedBytes()).isEqualTo(2 * LIMB);
    pool.release(first);
    assertThat(pool.usedBytes()).isEqualTo(LIMB);
    assertThat(pool.peakBytes()).isEqualTo(2 * LIMB);
    assertThat(pool.allocate(LENGTH)).as("a limb is used again").isSameAs(first);
    assertThat(pool.peakBytes()).isEqualTo(2 * LIMB);
  }

  @Test
  void refusesTheFirstByteBeyondTheBudgetAndStaysUsable() {
    LimbPool pool = new LimbPool(LENGTH, 2 * LIMB + LIMB / 2);
    long[] limb = pool.allocate(LENGTH);
    pool.allocate(LENGTH);
    assertThatThrownBy(() -> pool.allocate(LENGTH))
        .isInstanceOf(LimbBudgetException.class)
        .hasMessageContaining("128 bytes")
        .hasMessageContaining("256 of 320");
    assertThat(pool.usedBytes()).isEqualTo(2 * LIMB);
    pool.release(limb);
    assertThat(pool.allocate(LENGTH)).isSameAs(limb);
  }

  @Test
  void limbsOfOtherLengthsAreRefused() {
    LimbPool pool = new LimbPool(LENGTH, Long.MAX_VALUE);
    assertThatThrownBy(() -> pool.allocate(LENGTH + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16")
        .hasMessageContaining("17");
    assertThatThrownBy(() -> pool.release(new long[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3");
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void theBudgetHoldsAcrossThreads() throws Exception {
    LimbPool pool = new LimbPool(LENGTH, 4 * LIMB);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> jobs = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        jobs.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 2000; i++) {
                    long[] limb = pool.allocate(LENGTH);
                    limb[0] = i;
                    pool.release(limb);
                  }
                }));
      }
      for (Future<?> job : jobs) {
        job.get();
      }
    }
    assertThat(pool.usedBytes()).isZero();
    assertThat(pool.peakBytes()).isBetween(LIMB, 4 * LIMB);
  }
}
