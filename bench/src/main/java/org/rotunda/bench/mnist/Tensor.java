package org.rotunda.bench.mnist;

import java.util.List;

/**
 * One entry of a weight manifest.
 *
 * @param name the tensor's name, such as {@code fc1.weight}
 * @param file the file beside the manifest that holds its values as little-endian 64-bit floats in
 *     row-major order
 * @param shape its dimensions: [outputs, inputs] of a weight, [outputs] of a bias
 * @param role {@code weight} or {@code bias}
 */
record Tensor(String name, String file, List<Integer> shape, String role) {

  static final String WEIGHT = "weight";
  static final String BIAS = "bias";

  Tensor {
    shape = List.copyOf(shape);
  }

  /** Returns the entry for the weights of layer {@code number}, counted from 1. */
  static Tensor weight(int number, int outputs, int inputs) {
    return of("fc" + number + ".weight", List.of(outputs, inputs), WEIGHT);
  }

  /** Returns the entry for the bias of layer {@code number}, counted from 1. */
  static Tensor bias(int number, int outputs) {
    return of("fc" + number + ".bias", List.of(outputs), BIAS);
  }

  private static Tensor of(String name, List<Integer> shape, String role) {
    return new Tensor(name, name + ".f64", shape, role);
  }

  /** Returns the number of values. */
  int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
