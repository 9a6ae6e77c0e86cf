package org.rotunda.compiler.pass;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.rotunda.compiler.program.InvalidProgramException;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/**
 * The level that every value needs to have once it is rescaled: as many as the longest chain of
 * products that follows it, up to the next bootstrap. Values are computed no higher, so that work
 * and keys are as small as can be.
 */
final class RequiredLevels {
  private final int[] required;

  private RequiredLevels(int[] required) {
    this.required = required;
  }

  /**
   * Analyses a program without bootstraps backwards.
   *
   * @throws InvalidProgramException if levels were decided before, or it bootstraps
   */
  static RequiredLevels of(Program program) {
    return of(
        program,
        0,
        op -> {
          throw new InvalidProgramException(
              "Expected a program without bootstrapping, found it at "
                  + op.result()
                  + "; compile it for parameters that are made for that.");
        });
  }

  /**
   * Analyses a program backwards.
   *
   * @throws InvalidProgramException if levels were decided before, or it bootstraps and the target
   *     can't
   */
  static RequiredLevels of(Program program, Target target) {
    return of(
        program, target.ladder().lowest(), op -> target.argumentLevel(target.bootstrapOf(op)));
  }

  private static RequiredLevels of(
      Program program, int lowest, ToIntFunction<Op.Bootstrap> argumentLevel) {
    int[] required = new int[program.ops().size()];
    Arrays.fill(required, lowest);
    for (int i = required.length - 1; i >= 0; i--) {
      Op op = program.ops().get(i);
      int needed =
          op instanceof Op.Bootstrap bootstrap
              ? argumentLevel.applyAsInt(bootstrap)
              : required[i] + consumed(op);
      for (Value operand : op.operands()) {
        required[operand.id()] = Math.max(required[operand.id()], needed);
      }
    }
    return new RequiredLevels(required);
  }

  /** The levels between the operands of an operation and its rescaled result, or 0. */
  static int consumed(Op op) {
    return switch (op) {
      case Op.Multiply _, Op.MultiplyPlain _, Op.LinearTransform _ -> 1;
      case Op.Polynomial polynomial -> EncryptedPolynomials.depth(polynomial);
      case Op.Input _,
          Op.Output _,
          Op.Add _,
          Op.Subtract _,
          Op.Negate _,
          Op.AddPlain _,
          Op.Rotate _,
          Op.Conjugate _,
          Op.Bootstrap _ ->
          0;
      case Op.Relinearise _, Op.Rescale _, Op.DropLevel _ ->
          throw new InvalidProgramException(
              "Expected a program without levels, found "
                  + op.result()
                  + " that changes them; compile the source program.");
    };
  }

  /** The level of a value once it is rescaled. */
  int of(Value value) {
    return required[value.id()];
  }

  /** The largest level of all. */
  int highest() {
    int highest = 0;
    for (int level : required) {
      highest = Math.max(highest, level);
    }
    return highest;
  }
}
