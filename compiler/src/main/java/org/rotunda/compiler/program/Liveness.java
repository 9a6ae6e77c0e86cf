package org.rotunda.compiler.program;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long the values of a program are needed. A value lives from its operation to its last use;
 * one that is never used lives for its own operation only, an output until it is delivered.
 */
public final class Liveness {

  private final int[] uses;
  private final int[] lastUse;
  private final int[] livingAfter;

  private Liveness(int[] uses, int[] lastUse, int[] livingAfter) {
    this.uses = uses;
    this.lastUse = lastUse;
    this.livingAfter = livingAfter;
  }

  /** Analyses a program, in time linear in its length. */
  public static Liveness of(Program program) {
    List<Op> ops = program.ops();
    int[] uses = new int[ops.size()];
    int[] lastUse = IntStream.range(0, ops.size()).toArray();
    for (Op op : ops) {
      for (Value operand : op.operands()) {
        uses[operand.id()]++;
        lastUse[operand.id()] = op.result().id();
      }
    }
    int[] endings = new int[ops.size()];
    Arrays.stream(lastUse).forEach(position -> endings[position]++);
    int[] livingAfter = new int[ops.size()];
    int living = 0;
    for (int position = 0; position < ops.size(); position++) {
      living += 1 - endings[position];
      livingAfter[position] = living;
    }
    return new Liveness(uses, lastUse, livingAfter);
  }

  /** Returns how many operands name the value. */
  public int uses(Value value) {
    return uses[value.id()];
  }

  /** Returns the position of the last operation that reads the value, or its own if none does. */
  public int lastUse(Value value) {
    return lastUse[value.id()];
  }

  /** Returns how many values are needed by operations after this position. */
  public int livingAfter(int position) {
    return livingAfter[position];
  }

  /**
   * Returns the greatest number of values that exist at once: while an operation runs, its operands
   * and its result do.
   */
  public int peak() {
    int peak = 0;
    for (int position = 0; position < livingAfter.length; position++) {
      int before = position == 0 ? 0 : livingAfter[position - 1];
      peak = Math.max(peak, before + 1);
    }
    return peak;
  }

  /** Returns the positions of operations on which no output depends, inputs left aside. */
  public static BitSet unused(Program program) {
    BitSet needed = new BitSet();
    for (int position = program.ops().size() - 1; position >= 0; position--) {
      Op op = program.ops().get(position);
      if (op instanceof Op.Output || op instanceof Op.Input || needed.get(position)) {
        needed.set(position);
        op.operands().forEach(operand -> needed.set(operand.id()));
      }
    }
    needed.flip(0, program.ops().size());
    return needed;
  }
}
