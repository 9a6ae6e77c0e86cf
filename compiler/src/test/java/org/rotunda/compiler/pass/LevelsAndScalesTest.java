package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.compiler.program.InvalidProgramException;
import org.rotunda.compiler.program.Liveness;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;

class LevelsAndScalesTest {
  private static final int SLOTS = 16;
  private static final int MOST_DEPTH = 8;
  private static final TensorLayout WHOLE = TensorLayout.packed(List.of(SLOTS), SLOTS);

  private final Parameters parameters = SmallParameters.levels(MOST_DEPTH);
  private final SsaBuilder source = new SsaBuilder("p", SLOTS, Weights.of("w.json", List.of()));
  private final Value x = source.input("x", WHOLE, 0);

  private Program typed(Program program) {
    return new RemoveUnused().andThen(new LevelsAndScales(parameters)).apply(program);
  }

  private Program delivered(Value result) {
    source.output(result, "y", WHOLE, 0);
    return typed(source.build());
  }

  private static long count(Program program, Class<? extends Op> kind) {
    return program.ops().stream().filter(kind::isInstance).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200, 300, 400})
  void typesAreWhatCkksComputes(int first) {
    for (long seed = first; seed < first + 100; seed++) {
      Program program = RandomComputations.of(seed, SLOTS, 3 + (int) (seed % 40), MOST_DEPTH);

      TypeRules.check(typed(program), parameters, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200, 300, 400})
  void clearResultStays(int first) {
    for (long seed = first; seed < first + 100; seed++) {
      Program program = RandomComputations.of(seed, SLOTS, 3 + (int) (seed % 40), MOST_DEPTH);
      Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(program, seed);
      Map<String, List<ComplexVector>> before =
          new ClearBackend(program).runPacked(inputs, (_, _) -> {});
      Map<String, List<ComplexVector>> after =
          new ClearBackend(typed(program)).runPacked(inputs, (_, _) -> {});

      assertThat(after.keySet()).isEqualTo(before.keySet());
      before.forEach(
          (name, parts) -> {
            for (int i = 0; i < parts.size(); i++) {
              double error =
                  SlotErrors.of(after.getOrDefault(name, List.of()).get(i), parts.get(i)).largest();
              assertThat(error).as("%s, seeds from %d", name, first).isZero();
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 200})
  void valuesRestNoHigherThanWhatFollowsNeeds(int first) {
    for (long seed = first; seed < first + 100; seed++) {
      Program program = typed(RandomComputations.of(seed, SLOTS, 30, MOST_DEPTH));
      Liveness liveness = Liveness.of(program);
      int[] needed = new int[program.ops().size()];
      for (int i = needed.length - 1; i >= 0; i--) {
        Op op = program.ops().get(i);
        int below = needed[i] + consumed(op);
        op.operands().forEach(o -> needed[o.id()] = Math.max(needed[o.id()], below));
      }
      for (Op op : program.ops()) {
        boolean unusedInput = op instanceof Op.Input && liveness.uses(op.result()) == 0;
        if (!unusedInput && !sharesItsProduct(op, program, liveness)) {
          assertThat(program.type(op.result()).level())
              .as("seed %d, %s", seed, op)
              .isEqualTo(needed[op.result().id()]);
        }
      }
    }
  }

  /** A product that also goes into a sum of products is where that sum needs it. */
  private static boolean sharesItsProduct(Op op, Program program, Liveness liveness) {
    return switch (op) {
      case Op.Rescale rescale ->
          liveness.uses(rescale.operand()) > 1
              || sharesItsProduct(program.definition(rescale.operand()), program, liveness);
      case Op.Relinearise relinearise -> liveness.uses(relinearise.operand()) > 1;
      default -> false;
    };
  }

  private static int consumed(Op op) {
    return switch (op) {
      case Op.Rescale _ -> 1;
      case Op.Polynomial polynomial -> EncryptedPolynomials.depth(polynomial);
      default -> 0;
    };
  }

  @Test
  void productIsRelinearisedThenRescaled() {
    Program program = delivered(source.multiply(x, x));

    assertThat(program.ops().stream().map(op -> op.getClass().getSimpleName()))
        .containsExactly("Input", "Multiply", "Relinearise", "Rescale", "Output");
    assertThat(IntStream.range(0, 5).map(i -> program.type(new Value(i)).level()))
        .containsExactly(1, 1, 1, 0, 0);
  }

  @Test
  void rotationComesAfterRescaling() {
    Program program = delivered(source.rotate(source.multiply(x, x), 3));

    assertThat(program.ops().stream().map(op -> op.getClass().getSimpleName()))
        .containsExactly("Input", "Multiply", "Relinearise", "Rescale", "Rotate", "Output");
  }

  @Test
  void sumOfProductsSharesOneRelinearisationAndOneRescaling() {
    Value sum = source.multiply(x, x);
    for (int k = 1; k < 6; k++) {
      Value term = source.multiply(x, source.rotate(x, k));
      sum = k % 2 == 0 ? source.add(sum, term) : source.subtract(source.negate(term), sum);
    }
    sum = source.add(sum, source.multiplyPlain(x, new Plain.Scalar(0.5)));
    Program program = delivered(source.addPlain(sum, new Plain.Scalar(0.25)));

    assertThat(count(program, Op.Relinearise.class)).isEqualTo(1);
    assertThat(count(program, Op.Rescale.class)).isEqualTo(1);
    TypeRules.check(program, parameters, "sum of products");
  }

  @Test
  void sumOfPlainProductsNeedsNoRelinearisation() {
    Value sum =
        source.add(
            source.multiplyPlain(x, new Plain.Scalar(0.5)),
            source.multiplyPlain(source.rotate(x, 1), new Plain.Scalar(0.25)));
    Program program = delivered(sum);

    assertThat(count(program, Op.Relinearise.class)).isZero();
    assertThat(count(program, Op.Rescale.class)).isEqualTo(1);
  }

  @Test
  void productForSeveralUsesIsBroughtToRestOnce() {
    Value product = source.multiply(x, x);
    Value sum =
        source.add(source.rotate(product, 1), source.add(source.rotate(product, 2), product));
    Program program = delivered(sum);

    assertThat(count(program, Op.Relinearise.class)).isEqualTo(1);
    assertThat(count(program, Op.Rescale.class)).isEqualTo(1);
  }

  @Test
  void valueIsLoweredToALevelOnce() {
    Value deep = source.multiply(source.multiply(x, x), x);
    Value sum = source.add(source.add(deep, x), source.rotate(x, 1));
    Program program = delivered(sum);
    Predicate<Op> byOne =
        op ->
            op instanceof Op.MultiplyPlain multiply && multiply.plain().equals(new Plain.Scalar(1));

    TypeRules.check(program, parameters, "lowered");
    assertThat(program.ops().stream().filter(byOne)).as("to level 1 and to level 0").hasSize(2);
  }

  @Test
  void programWithoutProductsRunsAtLevelZero() {
    Program program = delivered(source.rotate(source.add(x, x), 1));

    assertThat(program.ops()).allMatch(op -> program.type(op.result()).level() == 0);
  }

  @Test
  void scalesOfALongChainStayWithinTheToleranceOfSums() {
    Parameters longChain = SmallParameters.levels(30);
    Value power = source.multiplyPlain(x, new Plain.Scalar(0.5));
    for (int i = 0; i < 28; i++) {
      power = source.multiply(power, power);
    }
    source.output(source.add(source.multiplyPlain(power, new Plain.Scalar(0.5)), x), "y", WHOLE, 0);
    Program program = new LevelsAndScales(longChain).apply(source.build());

    TypeRules.check(program, longChain, "long chain");
    ScaleLadder ladder = new ScaleLadder(longChain);
    for (Op op : program.ops()) {
      if (op instanceof Op.Rescale) {
        int level = program.type(op.result()).level();
        assertThat(program.type(op.result()).scale())
            .as("scale at rest at level %d", level)
            .isEqualTo(ladder.scale(level));
      }
    }
  }

  @Test
  void chainTooShortIsRefusedWithBothDepths() {
    Value power = x;
    for (int i = 0; i < 9; i++) {
      power = source.multiply(power, power);
    }
    source.output(power, "y", WHOLE, 0);

    assertThat(LevelsAndScales.depth(source.build())).isEqualTo(9);
    assertThatThrownBy(() -> typed(source.build()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("consumes 9 levels")
        .hasMessageContaining("have 8")
        .hasMessageContaining("longer modulus chain");
  }

  @Test
  void moreSlotsThanTheRingHasAreRefused() {
    SsaBuilder wide = new SsaBuilder("wide", 1024, Weights.of("w.json", List.of()));
    TensorLayout layout = TensorLayout.packed(List.of(1024), 1024);
    wide.output(wide.input("x", layout, 0), "y", layout, 0);

    assertThatThrownBy(() -> typed(wide.build()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("1024 slots")
        .hasMessageContaining("have 512")
        .hasMessageContaining("larger ring");
  }

  @Test
  void programWithLevelsIsRefused() {
    Program program = delivered(source.multiply(x, x));

    assertThatThrownBy(() -> new LevelsAndScales(parameters).apply(program))
        .isInstanceOf(InvalidProgramException.class)
        .hasMessageContaining("compile the source program");
  }

  @Test
  void bootstrappingIsRefused() {
    source.output(source.bootstrap(x), "y", WHOLE, 0);

    assertThatThrownBy(() -> new LevelsAndScales(parameters).apply(source.build()))
        .isInstanceOf(InvalidProgramException.class)
        .hasMessageContaining("bootstrapping");
  }
}
