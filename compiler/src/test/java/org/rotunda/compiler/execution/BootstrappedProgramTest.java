package org.rotunda.compiler.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.compiler.pass.BootstrapPlacement;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.LevelCosts;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.NoisePrediction;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.SmallTargets;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.compiler.program.Rewriter;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;
import org.rotunda.paging.store.UniformResidency;

/** Programs with bootstraps on ciphertexts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BootstrappedProgramTest {
  private static final int SLOTS = 64;

  /** Some outputs have most of their error in a few of 64 slots, so one run says little of them. */
  private static final int SOAK_RUNS = 10;

  private static final TensorLayout WHOLE = TensorLayout.packed(List.of(SLOTS), SLOTS);

  private static final LevelCosts COSTS =
      new LevelCosts() {
        @Override
        public double operation(Op op, int level) {
          return 1 + level;
        }

        @Override
        public double bootstrap() {
          return 1000;
        }
      };

  private final Target real = SmallTargets.real(SLOTS);
  private final Target complex = SmallTargets.complex(SLOTS, 2);
  private final TestScheme realScheme = new TestScheme(real.parameters(), 1);
  private final TestScheme complexScheme = new TestScheme(complex.parameters(), 2);

  private static EncryptedProgram compiled(Program source, Target target, TestScheme scheme) {
    Program typed =
        new RemoveUnused()
            .andThen(new BootstrapPlacement(target, COSTS))
            .andThen(new LevelsAndScales(target))
            .apply(source);
    return new EncryptedProgram(source, typed, TransformSplits.fastest(typed), target, scheme);
  }

  /** (2 x^2 - 1) / 2 again and again, two levels each: values stay in [-1/2, 1/2]. */
  private static Program powers(int times) {
    SsaBuilder ssa = new SsaBuilder("powers", SLOTS, Weights.none());
    Value x = ssa.input("x", WHOLE, 0);
    for (int i = 0; i < times; i++) {
      Value square = ssa.multiply(x, x);
      x = ssa.addPlain(ssa.add(square, square), new Plain.Scalar(-1));
      x = ssa.multiplyPlain(x, new Plain.Scalar(0.5));
    }
    ssa.output(x, "y", WHOLE, 0);
    return ssa.build();
  }

  private static long bootstraps(EncryptedProgram encrypted) {
    return encrypted.program().ops().stream().filter(Op.Bootstrap.class::isInstance).count();
  }

  /** The ratios of measured to predicted deviations of all parts of outputs, of several runs. */
  private static List<Double> ratios(
      EncryptedProgram encrypted, Target target, long seed, int runs) {
    double[] measured = new double[0];
    double[] predicted = new double[0];
    for (int run = 0; run < runs; run++) {
      List<Deviations> deviations = deviations(encrypted, target, seed + run);
      measured = Arrays.copyOf(measured, deviations.size());
      predicted = Arrays.copyOf(predicted, deviations.size());
      for (int i = 0; i < deviations.size(); i++) {
        measured[i] += Math.pow(deviations.get(i).measured(), 2);
        predicted[i] += Math.pow(deviations.get(i).predicted(), 2);
      }
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < measured.length; i++) {
      ratios.add(Math.sqrt(measured[i] / predicted[i]));
    }
    return ratios;
  }

  /** Of the real parts of an output's slots in one run. */
  private record Deviations(double measured, double predicted) {}

  private static List<Deviations> deviations(EncryptedProgram encrypted, Target target, long seed) {
    Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(encrypted.program(), seed);
    RecordingKeys keys = new RecordingKeys(encrypted.scheme().keys());
    Map<String, List<Ciphertext>> outputs =
        encrypted.backend().run(encrypted.encrypt(inputs), keys, ExecutionListener.none());
    assertThat(keys.uses())
        .as("seed %d", seed)
        .isEqualTo(KeyTrace.of(encrypted.program(), encrypted.splits(), target).keyUses());
    assertThat(keys.openLeases()).isZero();
    NoisePrediction prediction =
        NoisePrediction.of(encrypted.program(), encrypted.splits(), target, inputs, seed);
    Map<String, List<ComplexVector>> clear = encrypted.clear(inputs);
    List<Deviations> deviations = new ArrayList<>();
    for (Port port : encrypted.program().outputs()) {
      for (int part = 0; part < port.parts().size(); part++) {
        deviations.add(
            new Deviations(
                error(encrypted, port, part, outputs, clear),
                prediction.slotDeviation(port.parts().get(part))));
      }
    }
    EncryptedProgram.close(outputs);
    assertThat(encrypted.limbs().usedBytes()).as("seed %d", seed).isZero();
    return deviations;
  }

  private static double error(
      EncryptedProgram encrypted,
      Port port,
      int part,
      Map<String, List<Ciphertext>> outputs,
      Map<String, List<ComplexVector>> clear) {
    ComplexVector actual =
        encrypted.scheme().decrypt(outputs.getOrDefault(port.name(), List.of()).get(part));
    ComplexVector expected = clear.getOrDefault(port.name(), List.of()).get(part);
    return SlotErrors.of(ComplexVector.ofReal(actual.real()), ComplexVector.ofReal(expected.real()))
        .rootMeanSquare();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aDeepProgramOfRealValuesGivesTheAnswerWithThePredictedError(long seed) {
    EncryptedProgram encrypted = compiled(powers(9), real, realScheme);
    assertThat(bootstraps(encrypted)).isEqualTo(1);
    assertThat(ratios(encrypted, real, seed, 1)).allMatch(ratio -> ratio > 0.7 && ratio < 1.4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aDeepProgramOfComplexSlotsGivesTheAnswerWithThePredictedError(long seed) {
    EncryptedProgram encrypted = compiled(powers(11), complex, complexScheme);
    assertThat(bootstraps(encrypted)).isEqualTo(2);
    assertThat(ratios(encrypted, complex, seed, 1)).allMatch(ratio -> ratio > 0.7 && ratio < 1.4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void bootstrapsOfTwoPassesGainPrecisionForALevelAsPredicted(long seed) {
    Target once = SmallTargets.complex(SLOTS, 0);
    Target twice = SmallTargets.twoPasses(SLOTS);
    SsaBuilder ssa = new SsaBuilder("refreshed", SLOTS, Weights.none());
    Value refreshed = ssa.bootstrap(ssa.bootstrap(ssa.input("x", WHOLE, 0)));
    ssa.output(refreshed, "y", WHOLE, 0);
    TestScheme scheme = new TestScheme(twice.parameters(), seed);
    EncryptedProgram one = compiled(ssa.build(), once, scheme);
    EncryptedProgram two = compiled(ssa.build(), twice, scheme);
    assertThat(two.program().type(two.program().ops().getFirst().result()).level())
        .isEqualTo(one.program().type(one.program().ops().getFirst().result()).level());
    assertThat(twice.ladder().top()).isEqualTo(once.ladder().top() - 1);

    Deviations single = deviations(one, once, seed).getFirst();
    Deviations iterated = deviations(two, twice, seed).getFirst();

    assertThat(iterated.measured() / iterated.predicted()).isBetween(0.7, 1.4);
    assertThat(single.measured() / single.predicted()).isBetween(0.7, 1.4);
    // So far apart that the intervals around them are.
    assertThat(iterated.predicted()).isLessThan(single.predicted() / 2);
  }

  @Test
  void bootstrapsOfTwoPassesTakeTheMemoryThatIsPredicted() {
    Target twice = SmallTargets.twoPasses(SLOTS);
    assertMemoryAsPredicted(
        compiled(powers(7), twice, new TestScheme(twice.parameters(), 3)), twice);
  }

  /**
   * Some values of a random program replaced by bootstrapped ones. Differences of a value and
   * itself, and polynomials of degree 0, are left out: what is exactly 0 or a constant has none of
   * the errors that operations make of anything else.
   */
  private static Program randomProgram(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Rewriter.rewrite(
        new RemoveUnused().apply(RandomComputations.of(seed, SLOTS, 25, 25)),
        (rewriter, op) -> {
          if (isWithoutError(op)) {
            return rewriter.mapped(op.operands().getFirst());
          }
          Value copy = rewriter.copy(op);
          return op instanceof Op.Output || random.nextInt(8) > 0
              ? copy
              : rewriter.out().bootstrap(copy);
        });
  }

  private static boolean isWithoutError(Op op) {
    return switch (op) {
      case Op.Subtract subtract -> subtract.left().equals(subtract.right());
      case Op.Polynomial polynomial -> polynomial.series().degree() == 0;
      default -> false;
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 4, 9, 10, 18, 20})
  void randomProgramsGiveTheAnswerWithThePredictedError(long seed) {
    requireAsPredicted(seed, 1);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(ints = {100, 120, 140, 160, 180})
  void moreRandomProgramsGiveTheAnswerWithThePredictedError(int first) {
    for (long seed = first; seed < first + 20; seed++) {
      requireAsPredicted(seed, SOAK_RUNS);
    }
  }

  private void requireAsPredicted(long seed, int runs) {
    EncryptedProgram encrypted = compiled(randomProgram(seed), complex, complexScheme);
    assertThat(ratios(encrypted, complex, seed, runs))
        .as("seed %d", seed)
        .allMatch(ratio -> ratio > 0.7 && ratio < 1.4);
  }

  @Test
  void aProgramThatBootstrapsNeedsMatrices() {
    EncryptedProgram encrypted = compiled(powers(9), real, realScheme);
    assertThatThrownBy(
            () ->
                new EncryptedBackend(
                    encrypted.program(),
                    realScheme.context(),
                    realScheme.engine(),
                    encrypted.encoder()))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("powers bootstraps");
  }

  @Test
  void aRunTakesTheMemoryThatIsPredicted() {
    assertMemoryAsPredicted(compiled(powers(9), real, realScheme), real);
  }

  private static void assertMemoryAsPredicted(EncryptedProgram encrypted, Target target) {
    Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(encrypted.program(), 1);
    Map<String, List<Ciphertext>> ciphertexts = encrypted.encrypt(inputs);
    long inputBytes =
        ciphertexts.values().stream().flatMap(List::stream).mapToLong(Ciphertext::bytes).sum();
    EncryptedProgram.close(
        encrypted.backend().run(ciphertexts, encrypted.scheme().keys(), ExecutionListener.none()));
    int uses = KeyTrace.of(encrypted.program(), encrypted.splits(), target).uses().size();
    WorkingMemory memory =
        WorkingMemory.of(
            encrypted.program(),
            encrypted.splits(),
            target,
            Collections.nCopies(uses, UniformResidency.RESIDENT),
            1);
    assertThat(memory.peaks()).hasSize(uses + 1);
    assertThat(encrypted.limbs().peakBytes() + inputBytes).isEqualTo(memory.peak());
  }
}
