package org.rotunda.compiler.program;

import java.util.function.ToIntFunction;
import org.rotunda.ckks.polynomial.PatersonStockmeyerPlan;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;

/** The multiplicative depth of programs: how many levels the longest chain of products takes. */
public final class Depth {

  private Depth() {}

  /**
   * Returns the depth of a program when every operation takes the levels of {@link #levels}.
   * Bootstrapping begins a new chain; the result is the depth of the deepest.
   */
  public static int of(Program program) {
    return of(program, Depth::levels);
  }

  /**
   * Returns the depth of a program.
   *
   * @param levels how many levels an operation takes, 0 or more
   */
  public static int of(Program program, ToIntFunction<Op> levels) {
    int[] depth = new int[program.ops().size()];
    int deepest = 0;
    for (Op op : program.ops()) {
      int before = 0;
      for (Value operand : op.operands()) {
        before = Math.max(before, depth[operand.id()]);
      }
      int after = op instanceof Op.Bootstrap ? 0 : before + levels.applyAsInt(op);
      depth[op.result().id()] = after;
      deepest = Math.max(deepest, after);
    }
    return deepest;
  }

  /**
   * Returns the levels that an operation takes when each product is rescaled once: 1 for products
   * and transforms; for a series the depth of its evaluation, about log2 of its degree.
   */
  public static int levels(Op op) {
    return switch (op) {
      case Op.Multiply _, Op.MultiplyPlain _, Op.LinearTransform _ -> 1;
      case Op.Polynomial p -> PolynomialEvaluator.depth(PatersonStockmeyerPlan.of(p.series()));
      case Op.Input _,
          Op.Output _,
          Op.Add _,
          Op.Subtract _,
          Op.Negate _,
          Op.AddPlain _,
          Op.Rotate _,
          Op.Conjugate _,
          Op.Relinearise _,
          Op.Rescale _,
          Op.DropLevel _,
          Op.Bootstrap _ ->
          0;
    };
  }
}
