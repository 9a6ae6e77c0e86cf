package org.rotunda.bench.mnist;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * An affine map z = W x + b at every position of its shape, applied to batches: the vectors of a
 * batch lie one after the other. The weights lie input by input (those of one input of a patch to
 * all channels are adjacent), so that inner loops run along the channels.
 *
 * <p>The arrays are live: training updates them in place. Gradients have the same shape and are
 * held in the same type.
 */
final class Layer {

  private final LayerShape shape;
  private final int[] patches;
  private final double[] weights;
  private final double[] bias;

  private Layer(LayerShape shape, double[] weights, double[] bias) {
    this.shape = shape;
    this.patches = shape.patches();
    this.weights = weights;
    this.bias = bias;
  }

  /** Returns a layer of zeros. */
  static Layer zeros(LayerShape shape) {
    return new Layer(
        shape,
        new double[Math.multiplyExact(shape.patchSize(), shape.channels())],
        new double[shape.channels()]);
  }

  /** Returns a layer with normally distributed weights of the given deviation and a zero bias. */
  static Layer random(LayerShape shape, double deviation, RandomGenerator random) {
    Layer layer = zeros(shape);
    for (int i = 0; i < layer.weights.length; i++) {
      layer.weights[i] = deviation * random.nextGaussian();
    }
    return layer;
  }

  LayerShape shape() {
    return shape;
  }

  /** Returns the live weights; that from patch input i to channel c is at i * channels + c. */
  double[] weights() {
    return weights;
  }

  /** Returns the live bias, one value a channel. */
  double[] bias() {
    return bias;
  }

  /** Returns W x + b for every vector of a batch. */
  double[] apply(double[] inputs) {
    int count = inputs.length / shape.inputs();
    int rows = count * shape.positions();
    double[] sums = new double[rows * shape.channels()];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(bias, 0, sums, row * shape.channels(), shape.channels());
    }
    Matrices.addProduct(sums, gathered(inputs), weights, rows, shape.patchSize(), shape.channels());
    return channelsFirst(sums, count);
  }

  /** Returns the gradients with respect to the inputs: transposed W times the output gradients. */
  double[] inputGradient(double[] outputGradients) {
    int count = outputGradients.length / shape.outputs();
    int rows = count * shape.positions();
    double[] transposed = Matrices.transposed(weights, shape.patchSize(), shape.channels());
    double[] gathered = new double[rows * shape.patchSize()];
    Matrices.addProduct(
        gathered,
        positionsFirst(outputGradients, count),
        transposed,
        rows,
        shape.channels(),
        shape.patchSize());
    double[] gradient = new double[count * shape.inputs()];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < patches.length; k++) {
        if (patches[k] != LayerShape.PADDING) {
          gradient[i * shape.inputs() + patches[k]] += gathered[i * patches.length + k];
        }
      }
    }
    return gradient;
  }

  /** Adds the outer products of a batch's inputs and output gradients to this gradient. */
  void accumulate(double[] inputs, double[] outputGradients) {
    int count = inputs.length / shape.inputs();
    int rows = count * shape.positions();
    double[] deltas = positionsFirst(outputGradients, count);
    double[] transposed = Matrices.transposed(gathered(inputs), rows, shape.patchSize());
    Matrices.addProduct(weights, transposed, deltas, shape.patchSize(), rows, shape.channels());
    for (int i = 0; i < deltas.length; i++) {
      bias[i % bias.length] += deltas[i];
    }
  }

  /** Returns the layer with weights and bias multiplied by the given factors. */
  Layer scaled(double weightFactor, double biasFactor) {
    Layer scaled = zeros(shape);
    for (int i = 0; i < weights.length; i++) {
      scaled.weights[i] = weightFactor * weights[i];
    }
    for (int i = 0; i < bias.length; i++) {
      scaled.bias[i] = biasFactor * bias[i];
    }
    return scaled;
  }

  /** Returns the layer with the magnitudes of weights and bias. */
  Layer magnitudes() {
    Layer magnitudes = zeros(shape);
    Arrays.setAll(magnitudes.weights, i -> Math.abs(weights[i]));
    Arrays.setAll(magnitudes.bias, i -> Math.abs(bias[i]));
    return magnitudes;
  }

  /** Returns the patches of every vector of a batch, a row each. */
  private double[] gathered(double[] inputs) {
    int count = inputs.length / shape.inputs();
    double[] gathered = new double[count * patches.length];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < patches.length; k++) {
        if (patches[k] != LayerShape.PADDING) {
          gathered[i * patches.length + k] = inputs[i * shape.inputs() + patches[k]];
        }
      }
    }
    return gathered;
  }

  private double[] channelsFirst(double[] values, int count) {
    return exchanged(values, count, shape.positions(), shape.channels());
  }

  private double[] positionsFirst(double[] values, int count) {
    return exchanged(values, count, shape.channels(), shape.positions());
  }

  private static double[] exchanged(double[] values, int count, int rows, int columns) {
    if (rows == 1 || columns == 1) {
      return values;
    }
    double[] exchanged = new double[values.length];
    for (int i = 0; i < count; i++) {
      int start = i * rows * columns;
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          exchanged[start + c * rows + r] = values[start + r * columns + c];
        }
      }
    }
    return exchanged;
  }
}
