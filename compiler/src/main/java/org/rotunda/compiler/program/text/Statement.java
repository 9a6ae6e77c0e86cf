package org.rotunda.compiler.program.text;

import java.util.List;
import org.rotunda.compiler.program.TensorLayout;

/** A statement of the source form of a program. */
sealed interface Statement {

  /** {@code input name: tensor[...];} */
  record Input(Token name, TensorLayout layout) implements Statement {}

  /** {@code output name: expression;} */
  record Output(Token name, Expression value) implements Statement {}

  /** {@code name = expression;} */
  record Assignment(Token name, Expression value) implements Statement {}

  /** {@code for name in first..last step step { body }} */
  record Loop(Token name, Expression first, Expression last, Expression step, List<Statement> body)
      implements Statement {

    public Loop {
      body = List.copyOf(body);
    }
  }
}
