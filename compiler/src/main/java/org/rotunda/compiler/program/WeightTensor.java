package org.rotunda.compiler.program;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A named tensor of finite real numbers, immutable. */
public final class WeightTensor {

  private final String name;
  private final List<Integer> shape;
  private final String role;
  private final double[] values;

  /**
   * Creates a weight.
   *
   * @param name its name in program texts
   * @param shape size of every dimension, each at least 1; not empty
   * @param role what it is for, in a word (weight, bias); only for the reader
   * @param values all elements in row-major order; copied
   * @throws WeightsException if name or shape are malformed, the number of values isn't the product
   *     of the sizes, or a value isn't finite
   */
  public WeightTensor(String name, List<Integer> shape, String role, double[] values) {
    this(name, shape, values.clone(), role);
  }

  private WeightTensor(String name, List<Integer> shape, double[] values, String role) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.role = role;
    this.values = values;
    if (!Names.isName(name)) {
      throw new WeightsException(
          "Expected a weight's name of letters, digits, underscores and dots, found '"
              + name
              + "'; rename the weight.");
    }
    if (count(name, shape) != values.length) {
      throw new WeightsException(
          "Expected "
              + count(name, shape)
              + " numbers for weight "
              + name
              + " of shape "
              + shape
              + ", found "
              + values.length
              + "; correct the shape or the data.");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new WeightsException(
            "Expected finite numbers in weight "
                + name
                + ", found "
                + values[i]
                + " at position "
                + i
                + "; train or export it again.");
      }
    }
  }

  /** As the public constructor, but keeps the array, which nobody else may hold. */
  static WeightTensor owning(String name, List<Integer> shape, String role, double[] values) {
    return new WeightTensor(name, shape, values, role);
  }

  /** Returns the number of elements of a shape, checked. */
  static int count(String name, List<Integer> shape) {
    long count = shape.isEmpty() ? 0 : 1;
    for (int size : shape) {
      count = size < 1 || count > Integer.MAX_VALUE ? 0 : count * size;
    }
    if (count < 1 || count > MAX_COUNT) {
      throw new WeightsException(
          "Expected a shape of positive sizes with at most "
              + MAX_COUNT
              + " elements for weight "
              + name
              + ", found "
              + shape
              + "; correct the shape.");
    }
    return (int) count;
  }

  private static final int MAX_COUNT = 1 << 28;

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the size of every dimension. */
  public List<Integer> shape() {
    return shape;
  }

  /** Returns what the weight is for, in a word. */
  public String role() {
    return role;
  }

  /** Returns the number of elements. */
  public int size() {
    return values.length;
  }

  /** Returns a copy of all elements in row-major order. */
  public double[] values() {
    return values.clone();
  }

  /** Returns a copy of the elements in a range of the row-major order. */
  double[] values(int from, int to) {
    return Arrays.copyOfRange(values, from, to);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof WeightTensor that
            && name.equals(that.name)
            && shape.equals(that.shape)
            && role.equals(that.role)
            && Arrays.equals(values, that.values));
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, shape, role);
  }

  @Override
  public String toString() {
    return name + shape;
  }
}
