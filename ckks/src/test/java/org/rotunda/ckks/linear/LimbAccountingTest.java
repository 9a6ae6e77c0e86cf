package org.rotunda.ckks.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBudgetException;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.testing.FailingLimbs;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

/**
 * Limbs of every operation: what results hold stays out, everything else comes back, also on
 * failure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimbAccountingTest {
  private final Parameters parameters = TestParameters.pairs();
  private final CkksContext context = CkksContext.of(parameters);
  private final FailingLimbs limbs = new FailingLimbs(parameters.degree());
  private final TestScheme scheme =
      new TestScheme(
          context, new Engine(KernelProvider.select(), limbs, LimbExecutor.serial()), 12);

  /** An operation that makes one ciphertext of x, y (fresh) and p (a plaintext). */
  @FunctionalInterface
  interface Operation {
    Ciphertext apply(Evaluator evaluator, Operands operands);
  }

  record Operands(
      TestScheme scheme, Ciphertext x, Ciphertext y, Ciphertext product, Plaintext plain) {
    static Operands of(TestScheme scheme) {
      Ciphertext x = scheme.encrypt(scheme.randomComplex(1024), 2);
      Ciphertext y = scheme.encrypt(scheme.randomComplex(1024), 2);
      return new Operands(
          scheme,
          x,
          y,
          scheme.evaluator().multiply(x, y),
          scheme.encoder().encode(scheme.randomComplex(1024), 2, x.scale()));
    }
  }

  record Named(String name, Operation operation) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Named> operations() {
    List<Named> all = new ArrayList<>();
    all.add(new Named("add", (e, o) -> e.add(o.x(), o.y())));
    all.add(new Named("subtract", (e, o) -> e.subtract(o.x(), o.y())));
    all.add(new Named("add plaintext", (e, o) -> e.add(o.x(), o.plain())));
    all.add(new Named("negate", (e, o) -> e.negate(o.x())));
    all.add(new Named("multiply", (e, o) -> e.multiply(o.x(), o.y())));
    all.add(new Named("multiply plaintext", (e, o) -> e.multiply(o.x(), o.plain())));
    all.add(new Named("add real", (e, o) -> e.addConstant(o.x(), 0.5, 0)));
    all.add(new Named("add complex", (e, o) -> e.addConstant(o.x(), 0.5, 1)));
    all.add(new Named("multiply real", (e, o) -> e.multiplyConstant(o.x(), 0.5, 0, 1024)));
    all.add(new Named("multiply complex", (e, o) -> e.multiplyConstant(o.x(), 0.5, 1, 1024)));
    all.add(new Named("rescale", (e, o) -> e.rescale(o.x())));
    all.add(new Named("drop", (e, o) -> e.dropToLevel(o.x(), 0)));
    all.add(new Named("relinearise", (e, o) -> e.relinearise(o.product())));
    all.add(new Named("rotate", (e, o) -> e.rotate(o.x(), 3)));
    all.add(new Named("rotate by 0", (e, o) -> e.rotate(o.x(), 0)));
    all.add(new Named("conjugate", (e, o) -> e.conjugate(o.x())));
    all.add(new Named("sum of slots", (e, o) -> new SlotSums(e).rotateAndSum(o.x(), 1, 8)));
    all.add(
        new Named(
            "linear transform",
            (e, o) -> {
              ComplexVector ones = ComplexVector.ofReal(new double[1024]);
              DiagonalMatrix matrix =
                  new DiagonalMatrix(1024, Map.of(0, ones, 1, ones, 4, ones, 6, ones));
              BabyStepGiantStep split = BabyStepGiantStep.of(matrix.diagonals().keySet(), 4);
              try (LinearTransform transform =
                  LinearTransform.encode(
                      matrix, split, 2, 0x1p40, o.scheme().context(), o.scheme().encoder())) {
                return new LinearTransformEvaluator(e).apply(transform, o.x());
              }
            }));
    all.add(new Named("encrypt", (_, o) -> o.scheme().encryptor().encrypt(o.plain())));
    all.add(new Named("secret encrypt", (_, o) -> o.scheme().secretEncryptor().encrypt(o.plain())));
    return all;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void onlyTheResultStaysOutAndItsBitsAreThoseOfTheHeap(Named named) {
    TestScheme pooled = new TestScheme(context, scheme.engine(), 13);
    TestScheme onHeap = new TestScheme(context, 13);
    Operands operands = Operands.of(pooled);
    Operands same = Operands.of(onHeap);
    named.operation().apply(pooled.evaluator(), operands).close();
    long before = limbs.usedBytes();
    Ciphertext result = named.operation().apply(pooled.evaluator(), operands);
    assertThat(limbs.usedBytes() - before).isEqualTo(result.bytes());
    // Both schemes have drawn alike, so even encryptions agree.
    named.operation().apply(onHeap.evaluator(), same).close();
    assertThat(Limbs.of(result))
        .isDeepEqualTo(Limbs.of(named.operation().apply(onHeap.evaluator(), same)));
    result.close();
    result.close();
    assertThat(limbs.usedBytes()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void runningOutAtAnyAllocationGivesEverythingBack(Named named) {
    Operands operands = Operands.of(scheme);
    // Once without failure, so that keys exist.
    named.operation().apply(scheme.evaluator(), operands).close();
    Supplier<Ciphertext> run = () -> named.operation().apply(scheme.evaluator(), operands);
    long before = limbs.usedBytes();
    int failures = 0;
    try {
      for (long allocations = 0; ; allocations++) {
        limbs.failAfter(allocations);
        if (succeeds(run)) {
          break;
        }
        failures++;
        assertThat(limbs.usedBytes()).as("after failing at %d", allocations).isEqualTo(before);
      }
    } finally {
      limbs.failAfter(Long.MAX_VALUE);
    }
    assertThat(failures).isPositive();
    assertThat(limbs.usedBytes()).isEqualTo(before);
  }

  private static boolean succeeds(Supplier<Ciphertext> run) {
    try (Ciphertext result = run.get()) {
      return result.bytes() > 0;
    } catch (LimbBudgetException e) {
      return false;
    }
  }

  @Test
  void decryptingAndDecodingHoldNothing() {
    Operands operands = Operands.of(scheme);
    long before = limbs.usedBytes();
    scheme.decrypt(operands.product());
    assertThat(limbs.usedBytes()).isEqualTo(before);
  }

  @Test
  void closedCiphertextsAreNotRead() {
    Operands operands = Operands.of(scheme);
    operands.x().close();
    long before = limbs.usedBytes();
    assertThatThrownBy(() -> scheme.evaluator().rotate(operands.x(), 1))
        .isInstanceOf(IllegalStateException.class);
    assertThat(limbs.usedBytes()).isEqualTo(before);
  }
}
