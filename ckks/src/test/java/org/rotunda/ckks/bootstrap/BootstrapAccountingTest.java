package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Order;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBudgetException;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.ckks.testing.Allocation;
import org.rotunda.ckks.testing.FailingLimbs;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.TestScheme;

/**
 * Limbs of a bootstrap: what the result holds stays out, everything else comes back, also on
 * failure, and none are taken from the heap beside the allocator.
 */
class BootstrapAccountingTest {
  private static final int SLOTS = 16;

  /** Coprime to the lengths of loops; failures this far apart meet every stage many times. */
  private static final int STRIDE = 53;

  /** A scheme on limbs that are counted, with a bootstrap that holds no diagonals transformed. */
  private record Counted(TestScheme scheme, FailingLimbs limbs, Bootstrapper bootstrapper) {
    static Counted of(int logDegree, Order order) {
      CkksContext context = CkksContext.of(BootstrapTestParameters.degree(logDegree));
      FailingLimbs limbs = new FailingLimbs(context.parameters().degree());
      TestScheme scheme =
          new TestScheme(
              context, new Engine(new ScalarKernels(), limbs, LimbExecutor.serial()), 21);
      return new Counted(scheme, limbs, BootstrapAccountingTest.bootstrapper(scheme, order));
    }

    Ciphertext argument() {
      return scheme.encrypt(scheme.randomReal(SLOTS), bootstrapper.plan().inputLevel());
    }
  }

  private static Bootstrapper bootstrapper(TestScheme scheme, Order order) {
    BootstrapPlan plan =
        BootstrapPlan.of(
            scheme.parameters(),
            BootstrapParameters.of(SLOTS).withOrder(order).withDiagonalBytes(0));
    BootstrapMatrices matrices =
        BootstrapMatrices.encode(plan, scheme.context(), scheme.engine(), scheme.encoder());
    return new Bootstrapper(matrices, scheme.evaluator());
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheResultStaysOutAndItsBitsAreThoseOfTheHeap(Order order) {
    Counted counted = Counted.of(7, order);
    TestScheme onHeap = new TestScheme(counted.scheme().context(), 21);
    Bootstrapper same = bootstrapper(onHeap, order);
    try (Ciphertext x = counted.argument()) {
      long before = counted.limbs().usedBytes();
      Ciphertext result = counted.bootstrapper().bootstrap(x);
      assertThat(counted.limbs().usedBytes() - before).isEqualTo(result.bytes());
      Ciphertext y = onHeap.encrypt(onHeap.randomReal(SLOTS), same.plan().inputLevel());
      assertThat(Limbs.of(result)).isDeepEqualTo(Limbs.of(same.bootstrap(y)));
      result.close();
      assertThat(counted.limbs().usedBytes()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void runningOutInAnyStageGivesEverythingBack(Order order) {
    requireAllBack(order, 0);
  }

  /** With those above, at about one allocation in thirteen. */
  @ParameterizedTest(name = "{0}, from allocation {1} on")
  @CsvSource({
    "MODULUS_RAISING_FIRST, 13",
    "MODULUS_RAISING_FIRST, 26",
    "MODULUS_RAISING_FIRST, 39",
    "SLOTS_TO_COEFFS_FIRST, 13",
    "SLOTS_TO_COEFFS_FIRST, 26",
    "SLOTS_TO_COEFFS_FIRST, 39"
  })
  @Tag("soak")
  void runningOutElsewhereGivesEverythingBackToo(Order order, int first) {
    requireAllBack(order, first);
  }

  private static void requireAllBack(Order order, int first) {
    Counted counted = Counted.of(7, order);
    try (Ciphertext x = counted.argument()) {
      // Once without failure, so that keys exist.
      counted.bootstrapper().bootstrap(x).close();
      long before = counted.limbs().usedBytes();
      int failures = 0;
      try {
        for (long allocations = first; ; allocations += STRIDE) {
          counted.limbs().failAfter(allocations);
          if (succeeds(counted.bootstrapper(), x)) {
            break;
          }
          failures++;
          assertThat(counted.limbs().usedBytes())
              .as("after failing at %d", allocations)
              .isEqualTo(before);
        }
      } finally {
        counted.limbs().failAfter(Long.MAX_VALUE);
      }
      assertThat(failures).isGreaterThan(100);
      assertThat(counted.limbs().usedBytes()).isEqualTo(before);
    }
  }

  private static boolean succeeds(Bootstrapper bootstrapper, Ciphertext x) {
    try (Ciphertext result = bootstrapper.bootstrap(x)) {
      return result.bytes() > 0;
    } catch (LimbBudgetException e) {
      return false;
    }
  }

  /**
   * From N = 2^7 to 2^12 the trace of a sparse packing gets five more rotations, whose objects take
   * some 23 KB each, counted between neighbouring rings, and are taken to be less than 28 KiB. One
   * step that took a limb for each component from the heap would add 62 KiB, twice what is left.
   */
  @ParameterizedTest
  @EnumSource
  void largerRingsTakeNoLimbsFromTheHeap(Order order) {
    long few = allocated(7, order, 50);
    long more = allocated(12, order, 3);
    assertThat(more - few)
        .as("bytes allocated beyond the %d of N = 2^7", few)
        .isLessThan(5 * (28 << 10));
  }

  private static long allocated(int logDegree, Order order, int calls) {
    Counted counted = Counted.of(logDegree, order);
    try (Ciphertext x = counted.argument()) {
      return Allocation.least(calls, () -> counted.bootstrapper().bootstrap(x).close());
    }
  }
}
