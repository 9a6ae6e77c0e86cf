package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.polynomial.ChebyshevSeries;

/**
 * Builds a {@link Program} operation by operation. Each method appends one operation and returns
 * the value that it defines. For one thread.
 */
public final class SsaBuilder {

  private static final int MAX_OPS = 1 << 22;

  private final String name;
  private final int slots;
  private final Weights weights;
  private final List<Op> ops = new ArrayList<>();
  private final ProgramCheck check;
  private final Map<Value, CipherType> types = new HashMap<>();

  /** Starts an empty program. */
  public SsaBuilder(String name, int slots, Weights weights) {
    this.name = Names.check("program", name);
    this.check = new ProgramCheck(slots, weights, ops);
    this.slots = slots;
    this.weights = weights;
  }

  /** Returns the number of slots. */
  public int slots() {
    return slots;
  }

  /** Returns the weights. */
  public Weights weights() {
    return weights;
  }

  /** Returns the value that the next operation will define. */
  public Value next() {
    return new Value(ops.size());
  }

  /**
   * Appends a copy of an operation with other operands.
   *
   * @param op the operation; its own result and operands don't matter
   * @param operands values of this builder, as many as the operation has
   * @throws ProgramException if the operation isn't valid here or the program grows too long
   */
  public Value append(Op op, List<Value> operands) {
    if (ops.size() >= MAX_OPS) {
      throw new InvalidProgramException(
          "Expected at most " + MAX_OPS + " operations, found more; shorten the program's loops.");
    }
    Op appended = op.with(next(), operands);
    check.operation(ops.size(), appended);
    ops.add(appended);
    return appended.result();
  }

  /** Appends one ciphertext of an input. */
  public Value input(String input, TensorLayout layout, int part) {
    return append(new Op.Input(next(), input, layout, part), List.of());
  }

  /** Appends the delivery of one ciphertext of an output; the value it defines must not be read. */
  public Value output(Value operand, String output, TensorLayout layout, int part) {
    return append(new Op.Output(next(), operand, output, layout, part), List.of(operand));
  }

  /** Appends a slotwise sum. */
  public Value add(Value left, Value right) {
    return append(new Op.Add(next(), left, right), List.of(left, right));
  }

  /** Appends a slotwise difference. */
  public Value subtract(Value left, Value right) {
    return append(new Op.Subtract(next(), left, right), List.of(left, right));
  }

  /** Appends a slotwise product. */
  public Value multiply(Value left, Value right) {
    return append(new Op.Multiply(next(), left, right), List.of(left, right));
  }

  /** Appends a negation. */
  public Value negate(Value operand) {
    return append(new Op.Negate(next(), operand), List.of(operand));
  }

  /** Appends a sum with a plain vector or scalar. */
  public Value addPlain(Value operand, Plain plain) {
    return append(new Op.AddPlain(next(), operand, plain), List.of(operand));
  }

  /** Appends a product with a plain vector or scalar. */
  public Value multiplyPlain(Value operand, Plain plain) {
    return append(new Op.MultiplyPlain(next(), operand, plain), List.of(operand));
  }

  /**
   * Appends a rotation to the left by any amount, negative or beyond the slots too; for a multiple
   * of the number of slots it appends nothing and returns the operand.
   */
  public Value rotate(Value operand, long amount) {
    int normal = (int) Math.floorMod(amount, (long) slots);
    return normal == 0 ? operand : append(new Op.Rotate(next(), operand, normal), List.of(operand));
  }

  /** Appends a complex conjugation. */
  public Value conjugate(Value operand) {
    return append(new Op.Conjugate(next(), operand), List.of(operand));
  }

  /** Appends a product with a plain matrix. */
  public Value transform(Value operand, SlotMatrix matrix) {
    return append(new Op.LinearTransform(next(), operand, matrix), List.of(operand));
  }

  /** Appends a polynomial. */
  public Value polynomial(Value operand, ChebyshevSeries series) {
    return append(new Op.Polynomial(next(), operand, series), List.of(operand));
  }

  /** Appends a relinearisation. */
  public Value relinearise(Value operand) {
    return append(new Op.Relinearise(next(), operand), List.of(operand));
  }

  /** Appends a rescaling. */
  public Value rescale(Value operand) {
    return append(new Op.Rescale(next(), operand), List.of(operand));
  }

  /** Appends a drop to a level. */
  public Value dropLevel(Value operand, int level) {
    return append(new Op.DropLevel(next(), operand, level), List.of(operand));
  }

  /** Appends a bootstrapping. */
  public Value bootstrap(Value operand) {
    return append(new Op.Bootstrap(next(), operand), List.of(operand));
  }

  /** States level and scale of a value; the program must have them for all values or for none. */
  public void setType(Value value, CipherType type) {
    types.put(value, type);
  }

  /**
   * Returns the program.
   *
   * @throws ProgramException as {@link Program}'s constructor does
   */
  public Program build() {
    List<CipherType> inOrder = new ArrayList<>();
    if (!types.isEmpty()) {
      for (Op op : ops) {
        CipherType type = types.get(op.result());
        if (type == null) {
          throw new InvalidProgramException(
              "Expected a level and scale for every value, found none for "
                  + op.result()
                  + "; state all or none.");
        }
        inOrder.add(type);
      }
    }
    return new Program(name, slots, weights, ops, Collections.unmodifiableList(inOrder));
  }
}
