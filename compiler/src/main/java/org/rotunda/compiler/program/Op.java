package org.rotunda.compiler.program;

import java.util.List;
import org.rotunda.ckks.polynomial.ChebyshevSeries;

/**
 * An operation of a program; it defines exactly one {@link Value}. Operations work on whole
 * ciphertexts, that is on vectors of {@code slots} complex numbers x[0], x[1], ...
 *
 * <p>{@link Relinearise}, {@link Rescale} and {@link DropLevel} leave the message as it is; they
 * are introduced by passes.
 */
public sealed interface Op {

  /** Returns the value that this operation defines. */
  Value result();

  /** Returns the values that it reads, in order. */
  List<Value> operands();

  /**
   * Returns the same operation with another result and other operands.
   *
   * @throws InvalidProgramException if the number of operands differs
   */
  Op with(Value result, List<Value> operands);

  /** An operation on one value. */
  sealed interface Unary extends Op {
    /** Returns the value read. */
    Value operand();

    /** Returns the same operation on another operand. */
    Unary with(Value result, Value operand);

    @Override
    default List<Value> operands() {
      return List.of(operand());
    }

    @Override
    default Unary with(Value result, List<Value> operands) {
      requireCount(1, operands);
      return with(result, operands.getFirst());
    }
  }

  /** An operation on two values. */
  sealed interface Binary extends Op {
    /** Returns the first value read. */
    Value left();

    /** Returns the second value read. */
    Value right();

    /** Returns the same operation on other operands. */
    Binary with(Value result, Value left, Value right);

    @Override
    default List<Value> operands() {
      return List.of(left(), right());
    }

    @Override
    default Binary with(Value result, List<Value> operands) {
      requireCount(2, operands);
      return with(result, operands.getFirst(), operands.getLast());
    }
  }

  /**
   * One ciphertext of an input tensor.
   *
   * @param name name of the input
   * @param layout layout of the whole input
   * @param part which of the layout's ciphertexts this is, from 0
   */
  record Input(Value result, String name, TensorLayout layout, int part) implements Op {
    @Override
    public List<Value> operands() {
      return List.of();
    }

    @Override
    public Input with(Value result, List<Value> operands) {
      requireCount(0, operands);
      return new Input(result, name, layout, part);
    }
  }

  /**
   * One ciphertext of an output tensor. Its result is what is delivered; no operation may read it.
   *
   * @param name name of the output
   * @param layout layout of the whole output
   * @param part which of the layout's ciphertexts this is, from 0
   */
  record Output(Value result, Value operand, String name, TensorLayout layout, int part)
      implements Unary {
    @Override
    public Output with(Value result, Value operand) {
      return new Output(result, operand, name, layout, part);
    }
  }

  /** Slotwise sum. */
  record Add(Value result, Value left, Value right) implements Binary {
    @Override
    public Add with(Value result, Value left, Value right) {
      return new Add(result, left, right);
    }
  }

  /** Slotwise difference, left minus right. */
  record Subtract(Value result, Value left, Value right) implements Binary {
    @Override
    public Subtract with(Value result, Value left, Value right) {
      return new Subtract(result, left, right);
    }
  }

  /** Slotwise product of two ciphertexts; has three components until it is relinearised. */
  record Multiply(Value result, Value left, Value right) implements Binary {
    @Override
    public Multiply with(Value result, Value left, Value right) {
      return new Multiply(result, left, right);
    }
  }

  /** Slotwise negation. */
  record Negate(Value result, Value operand) implements Unary {
    @Override
    public Negate with(Value result, Value operand) {
      return new Negate(result, operand);
    }
  }

  /** Slotwise sum with a plain vector or scalar. */
  record AddPlain(Value result, Value operand, Plain plain) implements Unary {
    @Override
    public AddPlain with(Value result, Value operand) {
      return new AddPlain(result, operand, plain);
    }
  }

  /** Slotwise product with a plain vector or scalar. */
  record MultiplyPlain(Value result, Value operand, Plain plain) implements Unary {
    @Override
    public MultiplyPlain with(Value result, Value operand) {
      return new MultiplyPlain(result, operand, plain);
    }
  }

  /**
   * Cyclic rotation to the left: y[i] = x[(i + amount) mod slots].
   *
   * @param amount 1 to slots - 1
   */
  record Rotate(Value result, Value operand, int amount) implements Unary {
    @Override
    public Rotate with(Value result, Value operand) {
      return new Rotate(result, operand, amount);
    }
  }

  /** Slotwise complex conjugation. */
  record Conjugate(Value result, Value operand) implements Unary {
    @Override
    public Conjugate with(Value result, Value operand) {
      return new Conjugate(result, operand);
    }
  }

  /** Product with a plain matrix: y[i] = sum over d of diagonal_d[i] * x[(i + d) mod slots]. */
  record LinearTransform(Value result, Value operand, SlotMatrix matrix) implements Unary {
    @Override
    public LinearTransform with(Value result, Value operand) {
      return new LinearTransform(result, operand, matrix);
    }
  }

  /** Slotwise value of a Chebyshev series. */
  record Polynomial(Value result, Value operand, ChebyshevSeries series) implements Unary {
    @Override
    public Polynomial with(Value result, Value operand) {
      return new Polynomial(result, operand, series);
    }
  }

  /** Turns the three components of a product into two. */
  record Relinearise(Value result, Value operand) implements Unary {
    @Override
    public Relinearise with(Value result, Value operand) {
      return new Relinearise(result, operand);
    }
  }

  /** Divides scale and modulus by the last prime of the chain. */
  record Rescale(Value result, Value operand) implements Unary {
    @Override
    public Rescale with(Value result, Value operand) {
      return new Rescale(result, operand);
    }
  }

  /**
   * Drops the last primes of the chain; the scale stays.
   *
   * @param level level of the result, 0 or more
   */
  record DropLevel(Value result, Value operand, int level) implements Unary {
    @Override
    public DropLevel with(Value result, Value operand) {
      return new DropLevel(result, operand, level);
    }
  }

  /**
   * Raises the level again; the message stays as it is, up to the precision of bootstrapping. Its
   * slots must be at most 1 in magnitude, or what the program is compiled for.
   */
  record Bootstrap(Value result, Value operand) implements Unary {
    @Override
    public Bootstrap with(Value result, Value operand) {
      return new Bootstrap(result, operand);
    }
  }

  private static void requireCount(int expected, List<Value> operands) {
    if (operands.size() != expected) {
      throw new InvalidProgramException(
          "Expected "
              + expected
              + " operands, found "
              + operands.size()
              + "; give one value for each operand.");
    }
  }
}
