package org.rotunda.compiler.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PassesTest {

  private static final TensorLayout LAYOUT = TensorLayout.packed(List.of(8), 8);

  static long[] seeds() {
    return LongStream.rangeClosed(1, 50).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void copyingEveryOperationGivesTheSameProgram(long seed) {
    Program program = RandomPrograms.of(seed, 40);

    Program copy =
        Rewriter.rewrite(program, (r, op) -> program.isTyped() ? r.copyTyped(op) : r.copy(op));

    assertThat(copy).as("seed %d", seed).isEqualTo(program);
  }

  @Test
  void rewritingRedirectsTheUsersOfAnOperation() {
    SsaBuilder p = new SsaBuilder("p", 8, Weights.none());
    Value x = p.input("x", LAYOUT, 0);
    p.output(p.negate(p.multiply(x, x)), "y", LAYOUT, 0);
    Pass relinearise =
        program ->
            Rewriter.rewrite(
                program,
                (r, op) ->
                    op instanceof Op.Multiply ? r.out().relinearise(r.copy(op)) : r.copy(op));
    Pass dropNegations =
        program ->
            Rewriter.rewrite(
                program, (r, op) -> op instanceof Op.Negate n ? r.mapped(n.operand()) : r.copy(op));

    Program rewritten = relinearise.andThen(dropNegations).apply(p.build());

    assertThat(rewritten.toText())
        .isEqualTo(
            """
            program p;
            slots 8;
            %0 = input(x, tensor[8], 0);
            %1 = multiply(%0, %0);
            %2 = relinearise(%1);
            %3 = output(%2, y, tensor[8], 0);
            """);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void removingUnusedOperationsLeavesWhatOutputsNeed(long seed) {
    Program program = RandomPrograms.of(seed, 40);

    Program less = new RemoveUnused().apply(program);

    assertThat(Liveness.unused(less).isEmpty()).as("seed %d", seed).isTrue();
    assertThat(less.inputs()).as("seed %d", seed).hasSameSizeAs(program.inputs());
    assertThat(less.outputs()).as("seed %d", seed).hasSameSizeAs(program.outputs());
    assertThat(new RemoveUnused().apply(less)).as("seed %d", seed).isEqualTo(less);
    assertThat(less.isTyped()).as("seed %d", seed).isEqualTo(program.isTyped());
    assertThat(less.ops().size())
        .as("seed %d", seed)
        .isEqualTo(program.ops().size() - Liveness.unused(program).cardinality());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void livenessAgreesWithASearchThroughTheProgram(long seed) {
    Program program = RandomPrograms.of(seed, 40);
    Liveness liveness = Liveness.of(program);
    List<Set<Value>> living = new ArrayList<>();
    int peak = 0;

    for (int position = 0; position < program.ops().size(); position++) {
      Set<Value> needed = new HashSet<>();
      for (Op later : program.ops().subList(position + 1, program.ops().size())) {
        needed.addAll(later.operands());
      }
      int here = position;
      needed.removeIf(v -> v.id() > here);
      living.add(needed);
      peak = Math.max(peak, 1 + (position == 0 ? 0 : living.get(position - 1).size()));
      assertThat(liveness.livingAfter(position)).as("seed %d", seed).isEqualTo(needed.size());
    }
    for (Op op : program.ops()) {
      Value value = op.result();
      long uses =
          program.ops().stream().flatMap(o -> o.operands().stream()).filter(value::equals).count();
      int last =
          program.ops().stream()
              .filter(o -> o.operands().contains(value))
              .mapToInt(o -> o.result().id())
              .max()
              .orElse(value.id());
      assertThat(liveness.uses(value)).as("seed %d", seed).isEqualTo((int) uses);
      assertThat(liveness.lastUse(value)).as("seed %d", seed).isEqualTo(last);
    }
    assertThat(liveness.peak()).as("seed %d", seed).isEqualTo(peak);
  }

  @Test
  void depthIsTheLongestChainOfProducts() {
    ProgramBuilder p = ProgramBuilder.of("p", 8);
    Tensor x = p.input("x", 8);
    Tensor square = p.square(x);
    p.output("y", p.add(p.multiply(p.square(square), 2.0), p.rotate(x, 1)));

    assertThat(Depth.of(p.build())).isEqualTo(3);
    assertThat(Depth.of(p.build(), op -> op instanceof Op.Rotate ? 5 : 0)).isEqualTo(5);
  }

  @Test
  void bootstrappingBeginsANewChain() {
    ProgramBuilder p = ProgramBuilder.of("p", 8);
    Tensor x = p.square(p.square(p.input("x", 8)));
    p.output("y", p.square(p.bootstrap(x)));

    assertThat(Depth.of(p.build())).isEqualTo(2);
  }
}
