package org.rotunda.compiler.program;

import java.util.BitSet;

/** Removes operations on which no output depends. Inputs stay, types too. */
public final class RemoveUnused implements Pass {

  /** Creates the pass. */
  public RemoveUnused() {}

  @Override
  public Program apply(Program program) {
    BitSet unused = Liveness.unused(program);
    SsaBuilder out = new SsaBuilder(program.name(), program.slots(), program.weights());
    Value[] mapped = new Value[program.ops().size()];
    for (Op op : program.ops()) {
      if (!unused.get(op.result().id())) {
        Value value = out.append(op, op.operands().stream().map(v -> mapped[v.id()]).toList());
        mapped[op.result().id()] = value;
        if (program.isTyped()) {
          out.setType(value, program.type(op.result()));
        }
      }
    }
    return out.build();
  }
}
