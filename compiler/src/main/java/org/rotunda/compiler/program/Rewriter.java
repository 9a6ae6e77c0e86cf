package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites a program operation by operation: a rule receives each operation of the source in order,
 * appends what shall stand in its place to the new program, and returns the value that replaces the
 * old one. A pass is a rule:
 *
 * {@snippet :
 * Pass relinearise =
 *     program ->
 *         Rewriter.rewrite(
 *             program,
 *             (rewriter, op) ->
 *                 switch (op) {
 *                   case Op.Multiply m -> rewriter.out().relinearise(rewriter.copy(m));
 *                   default -> rewriter.copy(op);
 *                 });
 * }
 */
public final class Rewriter {

  /** What to put in the place of an operation. */
  @FunctionalInterface
  public interface Rule {
    /**
     * Rewrites one operation.
     *
     * @param rewriter the new program so far and the map from old values to new ones
     * @param op the operation, in the source's values
     * @return the new value that stands for the operation's result
     */
    Value rewrite(Rewriter rewriter, Op op);
  }

  private final Program source;
  private final SsaBuilder out;
  private final List<Value> mapped = new ArrayList<>();

  private Rewriter(Program source) {
    this.source = source;
    this.out = new SsaBuilder(source.name(), source.slots(), source.weights());
  }

  /**
   * Returns the program that the rule makes from the source.
   *
   * @throws ProgramException if the result isn't a valid program
   */
  public static Program rewrite(Program source, Rule rule) {
    Rewriter rewriter = new Rewriter(source);
    for (Op op : source.ops()) {
      rewriter.mapped.add(rule.rewrite(rewriter, op));
    }
    return rewriter.out.build();
  }

  /** Returns the source. */
  public Program source() {
    return source;
  }

  /** Returns the new program so far. */
  public SsaBuilder out() {
    return out;
  }

  /** Returns the new value that stands for an old value, whose operation has been rewritten. */
  public Value mapped(Value old) {
    return mapped.get(old.id());
  }

  /** Appends a copy of an operation, without level and scale, and returns its new value. */
  public Value copy(Op op) {
    return out.append(op, op.operands().stream().map(this::mapped).toList());
  }

  /** Appends a copy of an operation with the level and scale that the source states. */
  public Value copyTyped(Op op) {
    Value value = copy(op);
    out.setType(value, source.type(op.result()));
    return value;
  }
}
