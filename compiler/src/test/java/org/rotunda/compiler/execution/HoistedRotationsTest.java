package org.rotunda.compiler.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.compiler.pass.Hoisting;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.RandomRotations;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Rewriter;
import org.rotunda.compiler.program.TestTensors;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;

/** Rotations that share the digits of a value, against the same rotations by themselves. */
class HoistedRotationsTest {
  private static final int SLOTS = 64;
  private static final Parameters PARAMETERS = SmallParameters.levels(RandomRotations.DEPTH);

  /** What a run gives, and from how many decompositions. */
  private record Outcome(List<long[][]> limbs, int decompositions) {}

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomProgramsGiveTheSameBitsFromFewerDecompositions(long seed) {
    Program source = RandomRotations.of(seed, SLOTS, 15);
    EncryptedProgram encrypted = new EncryptedProgram(source, PARAMETERS, seed);
    Map<String, List<Ciphertext>> inputs =
        encrypted.encrypt(RandomComputations.inputs(source, seed));
    Hoisting hoisting = Hoisting.of(encrypted.program(), PARAMETERS);
    long spared = encrypted.program().ops().stream().filter(hoisting::findsDigits).count();

    Outcome shared = run(encrypted.program(), encrypted.scheme(), inputs);
    Outcome apart = run(apart(encrypted.program()), encrypted.scheme(), inputs);

    assertThat(spared).as("seed %d", seed).isPositive();
    assertThat(shared.decompositions())
        .as("seed %d", seed)
        .isEqualTo(apart.decompositions() - (int) spared);
    for (int i = 0; i < apart.limbs().size(); i++) {
      assertThat(shared.limbs().get(i)).as("seed %d", seed).isDeepEqualTo(apart.limbs().get(i));
    }
  }

  @Test
  void rotationsOfALoopInvariantValueComeFromOneDecomposition() {
    assertThat(decompositions("for i in 1..12 { y = y + rotate(x, i); } output z: y;"))
        .isEqualTo(1);
  }

  @Test
  void rotationsOfALoopCarriedValueComeFromOneEach() {
    assertThat(decompositions("for i in 1..12 { y = rotate(y, i); } output z: y;")).isEqualTo(12);
  }

  @Test
  void rotationsAndTheConjugateOfAValueComeFromOneDecomposition() {
    assertThat(decompositions("output z: conjugate(x) + rotate(x, 3) + rotate(x, 4);"))
        .isEqualTo(1);
  }

  @Test
  void aValueThatIsRotatedByInnerLoopsIsDecomposedOnceForEachOuterIteration() {
    assertThat(
            decompositions(
                """
                for i in 1..4 {
                  t = rotate(x, 8 * i);
                  for j in 1..4 { y = y + rotate(t, j); }
                }
                output z: y;
                """))
        .isEqualTo(1 + 4);
  }

  // KeyMemRT's fast_rotation_precompute_affine: baby steps and giant steps of a transform.
  @Test
  void theBabyStepsOfATransformComeFromOneDecompositionAndGiantStepsFromOneEach() {
    Weights weights =
        Weights.of(
            "manifest.json", List.of(TestTensors.weight(new SplittableRandom(1), "w", 16, 16)));
    Program program =
        ProgramText.parse(
            "program p; slots %d; weights \"manifest.json\"; input x: tensor[16]; output y: linear(x, w);"
                .formatted(SLOTS),
            _ -> weights);
    EncryptedProgram encrypted = new EncryptedProgram(program, PARAMETERS, 1);
    BabyStepGiantStep split =
        encrypted.splits().byValue().values().stream().findFirst().orElseThrow();
    long rotatedGiants = split.giantSteps().stream().filter(step -> step != 0).count();

    assertThat(split.babySteps()).hasSizeGreaterThan(2);
    assertThat(rotatedGiants).isPositive();
    assertThat(
            run(
                    encrypted.program(),
                    encrypted.scheme(),
                    encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 1)))
                .decompositions())
        .isEqualTo(1 + (int) rotatedGiants);
  }

  @Test
  void digitsAreGivenBackWhenAKeyIsMissing() {
    EncryptedProgram encrypted =
        new EncryptedProgram(
            parse("for i in 1..12 { y = y + rotate(x, i); } output z: y;"), PARAMETERS, 1);
    KeyId sixth = KeyUses.rotation(6, SLOTS, PARAMETERS.degree(), 0).orElseThrow().id();
    EvaluationKeys keys =
        (id, level) -> {
          if (id.equals(sixth)) {
            throw new KeyUnavailableException.Missing(id, level);
          }
          return encrypted.scheme().keys().acquire(id, level);
        };
    Map<String, List<Ciphertext>> inputs =
        encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 1));

    assertThatThrownBy(() -> encrypted.backend().run(inputs, keys, ExecutionListener.none()))
        .isInstanceOf(KeyUnavailableException.Missing.class);
    assertThat(encrypted.limbs().usedBytes()).isZero();
  }

  private static Program parse(String statements) {
    return ProgramText.parse(
        "program p; slots %d; input x: tensor[%d]; y = x; %s".formatted(SLOTS, SLOTS, statements),
        _ -> Weights.none());
  }

  private static int decompositions(String statements) {
    EncryptedProgram encrypted = new EncryptedProgram(parse(statements), PARAMETERS, 1);
    return run(
            encrypted.program(),
            encrypted.scheme(),
            encrypted.encrypt(RandomComputations.inputs(encrypted.program(), 1)))
        .decompositions();
  }

  /** The program with a copy of its operand for every rotation. */
  private static Program apart(Program program) {
    return Rewriter.rewrite(
        program,
        (rewriter, op) -> {
          if (!(op instanceof Op.Rotate || op instanceof Op.Conjugate)) {
            return rewriter.copyTyped(op);
          }
          Value operand = op.operands().getFirst();
          Value copy =
              rewriter.out().dropLevel(rewriter.mapped(operand), program.type(operand).level());
          rewriter.out().setType(copy, program.type(operand));
          Value rotated = rewriter.out().append(op, List.of(copy));
          rewriter.out().setType(rotated, program.type(op.result()));
          return rotated;
        });
  }

  private static Outcome run(
      Program program, TestScheme scheme, Map<String, List<Ciphertext>> inputs) {
    CountedDecompositions counted = new CountedDecompositions(scheme.context());
    LimbPool limbs = new LimbPool(PARAMETERS.degree(), Long.MAX_VALUE);
    Engine engine = new Engine(counted.kernels(), limbs, LimbExecutor.serial());
    WeightEncoder weights =
        new WeightEncoder(
            program,
            TransformSplits.fastest(program),
            scheme.context(),
            new Encoder(scheme.context(), engine));
    Map<String, List<Ciphertext>> outputs =
        new EncryptedBackend(program, scheme.context(), engine, weights)
            .run(inputs, scheme.keys(), ExecutionListener.none());
    List<long[][]> results =
        outputs.values().stream().flatMap(List::stream).map(Limbs::of).toList();
    EncryptedProgram.close(outputs);
    assertThat(limbs.usedBytes()).isZero();
    return new Outcome(results, counted.count());
  }
}
