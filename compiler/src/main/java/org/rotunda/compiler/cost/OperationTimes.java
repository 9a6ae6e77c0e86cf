package org.rotunda.compiler.cost;

import java.util.List;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.compiler.pass.EncryptedPolynomials;
import org.rotunda.compiler.pass.Hoisting;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;

/**
 * Predicts how long a run computes between its uses of keys, if it never waits for one and all
 * uniform halves are in memory.
 */
public final class OperationTimes {
  private final Program program;
  private final Target target;
  private final CostModel costs;
  private final Hoisting hoisting;

  /** For a program with types. */
  public OperationTimes(Program program, Target target, CostModel costs) {
    this.program = program;
    this.target = target;
    this.costs = costs;
    this.hoisting = Hoisting.of(program, target.parameters());
  }

  /**
   * The seconds before the first use, from the first use to the second, and so on to the end: one
   * more than there are uses.
   */
  public List<Double> spans(TransformSplits splits) {
    Spans spans = spans();
    program.ops().forEach(op -> follow(op, splits, spans));
    return spans.seconds();
  }

  private Spans spans() {
    return new Spans(target.parameters(), costs);
  }

  /**
   * The seconds of a linear transform, its diagonals being encoded.
   *
   * @param diagonalCount the number of its diagonals
   * @param level the level of its operand
   */
  public double transform(BabyStepGiantStep split, int diagonalCount, int level) {
    Spans spans = spans();
    spans.transform(split, program.slots(), diagonalCount, level);
    return spans.total();
  }

  private void follow(Op op, TransformSplits splits, Spans spans) {
    int level = program.type(op.result()).level();
    switch (op) {
      case Op.Input _, Op.Output _, Op.DropLevel _ -> {}
      case Op.Add _, Op.Subtract _, Op.Negate _ -> spans.work(Primitive.ADD, level);
      case Op.AddPlain add -> {
        spans.encoding(add.plain(), level);
        spans.work(Primitive.ADD, level);
      }
      case Op.MultiplyPlain multiply -> {
        spans.encoding(multiply.plain(), level);
        spans.work(Primitive.MULTIPLY_PLAIN, level);
      }
      case Op.Multiply _ -> spans.work(Primitive.MULTIPLY, level);
      case Op.Rescale _ -> spans.work(Primitive.RESCALE, level + 1);
      case Op.Rotate _, Op.Conjugate _ -> {
        if (hoisting.findsDigits(op)) {
          spans.hoistedKeySwitch(level);
        } else {
          spans.keySwitch(level);
        }
      }
      case Op.Relinearise _ -> spans.keySwitch(level);
      case Op.LinearTransform transform -> {
        int count = transform.matrix().indices().size();
        int above = program.type(transform.operand()).level();
        spans.encodings(count, above);
        spans.transform(splits.of(transform), program.slots(), count, above);
      }
      case Op.Polynomial polynomial ->
          spans.polynomial(
              EncryptedPolynomials.plan(polynomial), program.type(polynomial.operand()).level());
      case Op.Bootstrap bootstrap -> spans.bootstrap(target.bootstrapOf(bootstrap));
    }
  }
}
