package org.rotunda.compiler.execution;

import java.util.function.Function;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;

/** Lends the encoded plain operands of a program to its execution. */
public interface WeightEncodings {
  /**
   * Lends the plain vector of an operation, encoded for it.
   *
   * @param result the operation's result
   * @param vector the operand
   * @param use what is done with it; the plaintext is not valid after it
   */
  <T> T withVector(Value result, SlotVector vector, Function<Plaintext, T> use);

  /** Lends the matrix of an operation, encoded for it. */
  <T> T withTransform(Op.LinearTransform op, Function<LinearTransform, T> use);
}
