package org.rotunda.compiler.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.RotatedSum;
import org.rotunda.compiler.pass.RotatedSums;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;

/**
 * Puts linear transforms in the place of sums of rotated products, where that takes less time and
 * fewer keys within the budget, by {@link SplitSearch} on either form of the sum alone.
 */
final class TransformRecognition {
  /** One of the two forms of a sum. */
  private interface Form {
    Value append(SsaBuilder out, UnaryOperator<Value> operands);
  }

  private final Target target;
  private final CostModel costs;
  private final long budget;

  TransformRecognition(Target target, CostModel costs, long budget) {
    this.target = target;
    this.costs = costs;
    this.budget = budget;
  }

  /** The program with the transforms that pay; the same if none does. */
  Program apply(Program program) {
    List<RotatedSum> paying =
        RotatedSums.of(program, target).stream().filter(sum -> pays(sum, program)).toList();
    if (paying.isEmpty()) {
      return program;
    }
    // What pays for each alone may not if others use the same rotations.
    Program transformed = RotatedSums.replace(program, paying);
    return pays(transformed, program, target) ? transformed : program;
  }

  private boolean pays(RotatedSum sum, Program program) {
    // Neither form of a sum bootstraps.
    return pays(
        alone(program, sum, sum::transformed),
        alone(program, sum, sum::copy),
        Target.of(target.parameters()));
  }

  private boolean pays(Program transformed, Program written, Target on) {
    Optional<SplitSearch.Choice> after = choice(transformed, on);
    Optional<SplitSearch.Choice> before = choice(written, on);
    return after.isPresent()
        && (before.isEmpty()
            || SplitSearch.Choice.BEST_FIRST.compare(after.get(), before.get()) < 0);
  }

  /** A program of a form of the sum alone, which ends at the sum's level. */
  private static Program alone(Program program, RotatedSum sum, Form form) {
    int slots = program.slots();
    TensorLayout layout = TensorLayout.packed(List.of(slots), slots);
    SsaBuilder out = new SsaBuilder("sum", slots, program.weights());
    Map<Value, Value> operands = new HashMap<>();
    for (Value operand : sum.terms().keySet()) {
      operands.put(operand, out.input("x" + operands.size(), layout, 0));
    }
    Value result = form.append(out, operand -> operands.getOrDefault(operand, operand));
    for (int level = 0; level < sum.level(); level++) {
      result = out.multiplyPlain(result, new Plain.Scalar(1));
    }
    out.output(result, "sum", layout, 0);
    return out.build();
  }

  /** What a program costs; nothing if one of its keys exceeds the budget. */
  private Optional<SplitSearch.Choice> choice(Program program, Target on) {
    Program typed = new LevelsAndScales(on).apply(program);
    OperationTimes times = new OperationTimes(typed, on, costs);
    try {
      return Optional.of(new SplitSearch(typed, on, times, costs, budget).find());
    } catch (BudgetException _) {
      return Optional.empty();
    }
  }
}
