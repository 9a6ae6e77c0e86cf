package org.rotunda.compiler.pass;

import org.rotunda.compiler.program.InvalidProgramException;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/**
 * The level that every value needs to have once it is rescaled: as many as the longest chain of
 * products that follows it. Values are computed no higher, so that work and keys are as small as
 * can be.
 */
final class RequiredLevels {
  private final int[] required;

  private RequiredLevels(int[] required) {
    this.required = required;
  }

  /**
   * Analyses a program backwards.
   *
   * @throws InvalidProgramException if levels were decided before
   */
  static RequiredLevels of(Program program) {
    int[] required = new int[program.ops().size()];
    for (int i = required.length - 1; i >= 0; i--) {
      Op op = program.ops().get(i);
      int needed = required[i] + consumed(op);
      for (Value operand : op.operands()) {
        required[operand.id()] = Math.max(required[operand.id()], needed);
      }
    }
    return new RequiredLevels(required);
  }

  /** The levels between the operands of an operation and its rescaled result. */
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
          Op.Conjugate _ ->
          0;
      case Op.Relinearise _, Op.Rescale _, Op.DropLevel _ ->
          throw new InvalidProgramException(
              "Expected a program without levels, found "
                  + op.result()
                  + " that changes them; compile the source program.");
      case Op.Bootstrap _ ->
          throw new InvalidProgramException(
              "Expected a program without bootstrapping, found it at "
                  + op.result()
                  + "; shorten the program until its depth fits.");
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
