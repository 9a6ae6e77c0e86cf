package org.rotunda.compiler.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
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
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;
import org.rotunda.paging.store.UniformResidency;

/** Programs with bootstraps on ciphertexts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BootstrappedProgramTest {
  private static final int SLOTS = 64;
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
    return new EncryptedProgram(
        source, typed, TransformSplits.fastest(typed), target, scheme);
  }

  /** x to the power 2^depth, and others; squares of values near 1 in magnitude stay there. */
  private static Program powers(int depth) {
    SsaBuilder ssa = new SsaBuilder("powers", SLOTS, Weights.none());
    Value x = ssa.input("x", WHOLE, 0);
    for (int i = 0; i < depth; i++) {
      // From [-1, 1] to [-1, 1], without running to 0: 2 x^2 - 1.
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

  /** The largest ratio of measured to predicted deviations over the outputs. */
  private static double[] ratios(EncryptedProgram encrypted, Target target, long seed) {
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
    double[] ratios =
        encrypted.program().outputs().stream()
            .flatMapToDouble(
                port ->
                    java.util.stream.IntStream.range(0, port.parts().size())
                        .mapToDouble(
                            part ->
                                error(encrypted, port, part, outputs, clear)
                                    / prediction.slotDeviation(port.parts().get(part))))
            .toArray();
    EncryptedProgram.close(outputs);
    assertThat(encrypted.limbs().usedBytes()).as("seed %d", seed).isZero();
    return ratios;
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
    return SlotErrors.of(
            ComplexVector.ofReal(actual.real()), ComplexVector.ofReal(expected.real()))
        .rootMeanSquare();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aDeepProgramOfRealValuesGivesTheAnswerWithThePredictedError(long seed) {
    EncryptedProgram encrypted = compiled(powers(9), real, realScheme);
    assertThat(bootstraps(encrypted)).isEqualTo(1);
    for (double r : ratios(encrypted, real, seed)) System.out.println(">> real " + seed + " " + r);
  }

  @ParameterizedTest
  @ValueSource(longs = {0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15})
  void randomProgramsGiveTheAnswerWithinThePredictedError(long seed) {
    EncryptedProgram encrypted =
        compiled(RandomComputations.of(seed, SLOTS, 40, 30), complex, complexScheme);
    System.out.println(">> random " + seed + " " + bootstraps(encrypted) + " " + encrypted.program().ops().size());
    if (bootstraps(encrypted) == 0 || bootstraps(encrypted) > 4) return;
    for (double r : ratios(encrypted, complex, seed)) System.out.println(">> " + seed + " " + r);
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
    EncryptedProgram encrypted = compiled(powers(9), real, realScheme);
    Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(encrypted.program(), 1);
    Map<String, List<Ciphertext>> ciphertexts = encrypted.encrypt(inputs);
    long inputBytes =
        ciphertexts.values().stream().flatMap(List::stream).mapToLong(Ciphertext::bytes).sum();
    EncryptedProgram.close(
        encrypted.backend().run(ciphertexts, realScheme.keys(), ExecutionListener.none()));
    int uses = KeyTrace.of(encrypted.program(), encrypted.splits(), real).uses().size();
    WorkingMemory memory =
        WorkingMemory.of(
            encrypted.program(),
            encrypted.splits(),
            real,
            Collections.nCopies(uses, UniformResidency.RESIDENT),
            1);
    assertThat(memory.peaks()).hasSize(uses + 1);
    assertThat(encrypted.limbs().peakBytes() + inputBytes).isEqualTo(memory.peak());
  }
}
