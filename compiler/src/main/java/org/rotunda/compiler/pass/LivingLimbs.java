package org.rotunda.compiler.pass;

import java.util.List;
import java.util.Set;
import org.rotunda.ckks.evaluation.HoistedDigits;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.program.Liveness;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/**
 * The limbs that a program with types takes while each of its operations runs: those of all values
 * that exist then, and the digits of what a key switch decomposes. Scratch, plaintexts and what
 * transforms, polynomials and bootstraps take inside are left out.
 */
final class LivingLimbs {
  private LivingLimbs() {}

  /** The limbs by the positions of operations. */
  static long[] of(Program program, Parameters parameters) {
    List<Op> ops = program.ops();
    Liveness liveness = Liveness.of(program);
    int[] components = new int[ops.size()];
    long[] limbs = new long[ops.size()];
    long living = 0;
    for (int position = 0; position < ops.size(); position++) {
      Op op = ops.get(position);
      components[position] = components(op, components);
      living += limbs(op.result(), program, components);
      limbs[position] = living + digits(op, program, parameters);
      for (Value operand : Set.copyOf(op.operands())) {
        if (liveness.lastUse(operand) == position) {
          living -= limbs(operand, program, components);
        }
      }
      if (liveness.uses(op.result()) == 0 && !(op instanceof Op.Output)) {
        living -= limbs(op.result(), program, components);
      }
    }
    return limbs;
  }

  private static int components(Op op, int[] components) {
    return switch (op) {
      case Op.Input _, Op.Relinearise _ -> 2;
      case Op.Multiply _ -> 3;
      default ->
          op.operands().stream().mapToInt(operand -> components[operand.id()]).max().orElse(2);
    };
  }

  private static long limbs(Value value, Program program, int[] components) {
    return (long) components[value.id()] * (program.type(value).level() + 1);
  }

  private static long digits(Op op, Program program, Parameters parameters) {
    return switch (op) {
      case Op.Rotate _, Op.Conjugate _, Op.Relinearise _ ->
          HoistedDigits.limbs(parameters, program.type(op.result()).level());
      default -> 0;
    };
  }
}
