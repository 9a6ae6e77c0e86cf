package org.rotunda.compiler.pass;

import java.util.BitSet;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;

/**
 * The values of a program whose slots are real for real inputs. Values that become real again, as a
 * number times its conjugate, are not found.
 */
public final class RealValues {
  private final BitSet real;

  private RealValues(BitSet real) {
    this.real = real;
  }

  /** Analyses a program. */
  public static RealValues of(Program program) {
    BitSet real = new BitSet();
    for (Op op : program.ops()) {
      boolean operands = op.operands().stream().allMatch(operand -> real.get(operand.id()));
      real.set(op.result().id(), operands && isRealWithRealOperands(op));
    }
    return new RealValues(real);
  }

  private static boolean isRealWithRealOperands(Op op) {
    return switch (op) {
      case Op.AddPlain add -> isReal(add.plain());
      case Op.MultiplyPlain multiply -> isReal(multiply.plain());
      default -> true;
    };
  }

  private static boolean isReal(Plain plain) {
    return switch (plain) {
      case Plain.Scalar scalar -> scalar.isReal();
      case SlotVector _ -> true;
    };
  }

  /** Whether a value is real. */
  public boolean contains(Value value) {
    return real.get(value.id());
  }

  /** Whether all values of a program are real. */
  public static boolean areAllOf(Program program) {
    RealValues values = of(program);
    return program.ops().stream().allMatch(op -> values.contains(op.result()));
  }
}
