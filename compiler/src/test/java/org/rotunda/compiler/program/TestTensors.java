package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random tensors of small whole numbers. Sums of products of few of them are exact in double
 * precision, so that results can be compared without a tolerance.
 */
public final class TestTensors {

  private TestTensors() {}

  /** Returns numbers from -8 to 8. */
  public static double[] numbers(SplittableRandom random, int count) {
    return IntStream.range(0, count).mapToDouble(i -> random.nextInt(-8, 9)).toArray();
  }

  /** Returns a weight of numbers from -8 to 8. */
  public static WeightTensor weight(SplittableRandom random, String name, Integer... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return new WeightTensor(name, List.of(shape), "weight", numbers(random, count));
  }

  /** Returns a layout of the shape, packed or with random order of dimensions and gaps. */
  public static TensorLayout layout(SplittableRandom random, List<Integer> shape, int slots) {
    if (random.nextBoolean()) {
      return TensorLayout.packed(shape, slots);
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, shape.size()).boxed().toList());
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    Integer[] strides = new Integer[shape.size()];
    int extent = 1;
    for (int k : order) {
      strides[k] = extent + random.nextInt(3);
      extent += (shape.get(k) - 1) * strides[k];
    }
    return new TensorLayout(shape, List.of(strides), slots);
  }

  /** Returns matrix times vector plus bias; the matrix row by row. */
  public static double[] linear(double[] matrix, double[] x, double[] bias) {
    double[] y = bias.clone();
    for (int row = 0; row < y.length; row++) {
      for (int column = 0; column < x.length; column++) {
        y[row] += matrix[row * x.length + column] * x[column];
      }
    }
    return y;
  }
}
