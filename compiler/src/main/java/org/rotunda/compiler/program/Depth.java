package org.rotunda.compiler.program;

import java.util.function.ToIntFunction;

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
   * and transforms; for a series of degree d the ceiling of log2(d + 1), and 1 more if its interval
   * isn't [-1, 1].
   */
  public static int levels(Op op) {
    return switch (op) {
      case Op.Multiply _, Op.MultiplyPlain _, Op.LinearTransform _ -> 1;
      case Op.Polynomial p -> levels(p.series());
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
          Op.Bootstrap _ -> 0;
    };
  }

  private static int levels(ChebyshevSeries series) {
    int products = Integer.SIZE - Integer.numberOfLeadingZeros(series.degree());
    return series.lower() == -1 && series.upper() == 1 ? products : products + 1;
  }
}
