package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.compiler.program.Diagonals;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Pass;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

/**
 * Makes do with the rotations by plus and minus powers of two: every other rotation is composed of
 * them along the non-adjacent form of its amount, which has the fewest non-zero digits (G.
 * Reitwiesner, "Binary Arithmetic", 1960), each by itself, as Fhelipe's backend does. Linear
 * transforms become rotations, plain products and sums, split as {@link BabyStepGiantStep#fastest}
 * does, because rotations that are composed can't share a decomposition.
 */
final class ComposedRotations implements Pass {

  @Override
  public Program apply(Program program) {
    Map<Value, Expansion> expansions = new TreeMap<>((x, y) -> Integer.compare(x.id(), y.id()));
    List<WeightTensor> weights = new ArrayList<>(program.weights().tensors());
    for (Op op : program.ops()) {
      if (op instanceof Op.LinearTransform transform) {
        Expansion expansion = Expansion.of(transform, program);
        expansions.put(op.result(), expansion);
        weights.add(expansion.weight());
      }
    }
    Weights extended =
        expansions.isEmpty()
            ? program.weights()
            : Weights.of(
                program.weights().manifest().isEmpty()
                    ? "manifest.json"
                    : program.weights().manifest(),
                weights);
    SsaBuilder out = new SsaBuilder(program.name(), program.slots(), extended);
    List<Value> mapped = new ArrayList<>();
    for (Op op : program.ops()) {
      mapped.add(
          switch (op) {
            case Op.Rotate rotate ->
                rotated(out, mapped.get(rotate.operand().id()), rotate.amount());
            case Op.LinearTransform transform -> {
              Expansion expansion = expansions.get(op.result());
              if (expansion == null) {
                throw new IllegalStateException("Every transform was expanded.");
              }
              yield expansion.append(out, mapped.get(transform.operand().id()));
            }
            default -> out.append(op, op.operands().stream().map(v -> mapped.get(v.id())).toList());
          });
    }
    return out.build();
  }

  /** A rotation as rotations by powers of two, the smallest first. */
  private static Value rotated(SsaBuilder out, Value operand, int amount) {
    Value value = operand;
    for (int step : nonAdjacentForm(amount)) {
      value = out.rotate(value, step);
    }
    return value;
  }

  /** The non-zero digits of a number's non-adjacent form with their weights, smallest first. */
  static List<Integer> nonAdjacentForm(int number) {
    List<Integer> digits = new ArrayList<>();
    int rest = number;
    for (int weight = 1; rest != 0; weight *= 2) {
      if (rest % 2 != 0) {
        int digit = 2 - Math.floorMod(rest, 4);
        digits.add(digit * weight);
        rest -= digit;
      }
      rest /= 2;
    }
    return digits;
  }

  /**
   * A linear transform as plain products.
   *
   * @param split its baby and giant steps
   * @param rows the row of the weight by the diagonal's number
   * @param weight one period of every diagonal, rotated back by its giant step
   */
  private record Expansion(
      BabyStepGiantStep split, Map<Integer, Integer> rows, WeightTensor weight) {

    static Expansion of(Op.LinearTransform transform, Program program) {
      Diagonals diagonals = transform.matrix().diagonals(program.weights(), program.slots());
      BabyStepGiantStep split = BabyStepGiantStep.fastest(diagonals.indices(), program.slots());
      int period = diagonals.period();
      double[] values = new double[diagonals.indices().size() * period];
      Map<Integer, Integer> rows = new TreeMap<>();
      for (int index : diagonals.indices()) {
        double[] diagonal = diagonals.diagonal(index);
        int start = rows.size() * period;
        for (int i = 0; i < period; i++) {
          values[start + i] = diagonal[Math.floorMod(i - split.giantStep(index), period)];
        }
        rows.put(index, rows.size());
      }
      return new Expansion(
          split,
          rows,
          new WeightTensor(
              "diagonals." + transform.result().id(),
              List.of(rows.size(), period),
              "weight",
              values));
    }

    Value append(SsaBuilder out, Value operand) {
      Map<Integer, Value> babies = new TreeMap<>();
      split.babySteps().forEach(baby -> babies.put(baby, rotated(out, operand, baby)));
      List<Value> giants = new ArrayList<>();
      for (int giant : split.giantSteps()) {
        List<Value> products = new ArrayList<>();
        babies.forEach(
            (baby, value) -> {
              Integer row = rows.get(giant + baby);
              if (row != null) {
                products.add(out.multiplyPlain(value, vector(row, out.slots())));
              }
            });
        giants.add(rotated(out, products.stream().reduce(out::add).orElseThrow(), giant));
      }
      return giants.stream().reduce(out::add).orElseThrow();
    }

    private SlotVector vector(int row, int slots) {
      return new SlotVector.Packed(
          new WeightSlice(weight.name(), List.of(row)),
          TensorLayout.packed(List.of(weight.shape().getLast()), slots),
          0);
    }
  }
}
