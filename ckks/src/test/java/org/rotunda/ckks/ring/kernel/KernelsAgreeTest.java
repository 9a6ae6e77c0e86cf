package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

/**
 * Whole operations on both kernels: bit for bit the same, and none of them leaves vectors on the
 * heap.
 */
class KernelsAgreeTest {
  @BeforeAll
  static void vectors() {
    VectorsHere.required();
  }

  static Stream<Parameters> parameters() {
    return TestParameters.table();
  }

  private static TestScheme scheme(Parameters parameters, Kernels kernels) {
    CkksContext context = CkksContext.of(parameters);
    LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    return new TestScheme(context, new Engine(kernels, pool, LimbExecutor.serial()), 7);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void operationsGiveTheSameResidues(Parameters parameters) {
    TestScheme scalar = scheme(parameters, new ScalarKernels());
    TestScheme vector = scheme(parameters, new VectorKernels());
    assertThat(residues(vector)).isDeepEqualTo(residues(scalar));
  }

  private static long[][] residues(TestScheme scheme) {
    Evaluator evaluator = scheme.evaluator();
    int level = scheme.parameters().maxLevel();
    int slots = scheme.parameters().slots();
    Ciphertext fresh = scheme.encrypt(scheme.randomComplex(slots), level);
    Ciphertext rotated = evaluator.rotate(fresh, 3);
    Ciphertext product = evaluator.relinearise(evaluator.multiply(rotated, fresh));
    Ciphertext rescaled = evaluator.rescale(product);
    return Stream.of(fresh, rotated, product, rescaled)
        .map(Ciphertext::components)
        .flatMap(List::stream)
        .flatMap(
            poly -> Stream.iterate(0, i -> i < poly.basis().size(), i -> i + 1).map(poly::limb))
        .toArray(long[][]::new);
  }

  /** At twice the degree a limb or a boxed vector for each vector of one would show. */
  @Test
  void warmOperationsAllocateNoMoreAtTwiceTheDegree() {
    List<Long> small = allocations(12);
    List<Long> large = allocations(13);
    long quarterLimb = (1 << 12) * Long.BYTES / 4;
    for (int i = 0; i < small.size(); i++) {
      assertThat(large.get(i))
          .as("bytes that operation %d allocates, at half the degree %d", i, small.get(i))
          .isLessThan(small.get(i) + quarterLimb);
    }
  }

  /** What rotation, rescaling, and multiplication with relinearisation allocate. */
  private static List<Long> allocations(int logDegree) {
    Parameters parameters =
        Parameters.builder()
            .logDegree(logDegree)
            .q(49, 1)
            .q(45, 6)
            .p(49, 3)
            .digitSize(3)
            .logScale(45)
            .insecureForTesting()
            .build();
    TestScheme scheme = scheme(parameters, new VectorKernels());
    Evaluator evaluator = scheme.evaluator();
    Ciphertext x = scheme.encrypt(scheme.randomReal(parameters.slots()), parameters.maxLevel());
    return List.of(
        least(() -> evaluator.rotate(x, 1).close()),
        least(() -> evaluator.rescale(x).close()),
        least(
            () -> {
              try (Ciphertext product = evaluator.multiply(x, x)) {
                evaluator.relinearise(product).close();
              }
            }));
  }

  /** The fewest bytes of a call once the compiler is done: less than a limb of 2^12. */
  private static long least(Runnable operation) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "Allocation is not counted here.");
    long enough = 3 * (1 << 12) * Long.BYTES / 4;
    long least = Long.MAX_VALUE;
    for (int call = 0; call < 2_000 && least > enough; call++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      operation.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
