package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.rotunda.ckks.testing.Allocation;
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

  /** At twice the degree an array of a byte a coefficient, or of boxed vectors, would show. */
  @Test
  void warmOperationsAllocateNoMoreAtTwiceTheDegree() {
    List<Runnable> small = operations(12);
    List<Runnable> large = operations(13);
    long limb = (1 << 12) * Long.BYTES;
    long bound = limb / 16;
    for (int i = 0; i < small.size(); i++) {
      assertThat(Allocation.growth(large.get(i), small.get(i), limb, bound))
          .as("bytes that operation %d allocates more at twice the degree", i)
          .isLessThan(bound);
    }
  }

  /** Rotation, rescaling, and multiplication with relinearisation. */
  private static List<Runnable> operations(int logDegree) {
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
    TestScheme scheme = scheme(parameters, KernelProvider.select());
    Evaluator evaluator = scheme.evaluator();
    Ciphertext x = scheme.encrypt(scheme.randomReal(parameters.slots()), parameters.maxLevel());
    return List.of(
        () -> evaluator.rotate(x, 1).close(),
        () -> evaluator.rescale(x).close(),
        () -> {
          try (Ciphertext product = evaluator.multiply(x, x)) {
            evaluator.relinearise(product).close();
          }
        });
  }
}
