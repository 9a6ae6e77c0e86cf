package org.rotunda.bench.mnist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A network with the activation x&sup2; between its layers and none after the last.
 *
 * <p>Backpropagation after D. Rumelhart, G. Hinton and R. Williams, "Learning representations by
 * back-propagating errors", Nature 323 (1986).
 */
public final class Network {

  private static final int BATCH = 250;

  private final List<Layer> layers;

  Network(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /** Returns a network of zeros, also the start of a gradient sum. */
  static Network zeros(Architecture architecture) {
    return new Network(architecture.layers().stream().map(Layer::zeros).toList());
  }

  /**
   * Returns a network to start training from: for inputs of mean square 0.1 (that of MNIST), the
   * pre-activations of every layer have a mean square of about 1.
   */
  static Network random(Architecture architecture, RandomGenerator random) {
    List<Layer> layers = new ArrayList<>();
    // The square of a standard normal variable has the mean square 3.
    double inputMeanSquare = 0.1;
    for (LayerShape shape : architecture.layers()) {
      double deviation = 1 / Math.sqrt(shape.patchSize() * inputMeanSquare);
      layers.add(Layer.random(shape, deviation, random));
      inputMeanSquare = 3;
    }
    return new Network(layers);
  }

  /** Returns the layers, the first one first. */
  List<Layer> layers() {
    return layers;
  }

  /** Returns the number of layers. */
  public int depth() {
    return layers.size();
  }

  /**
   * Returns the pre-activations of every layer; the last are the logits.
   *
   * @param inputs one or several vectors of as many values as the first layer has inputs, one after
   *     the other
   */
  public List<double[]> preActivations(double[] inputs) {
    List<double[]> all = new ArrayList<>();
    double[] current = inputs;
    for (Layer layer : layers) {
      double[] sums = layer.apply(current);
      all.add(sums);
      current = squares(sums);
    }
    return all;
  }

  /** Returns the logits, one a class, for one input. */
  public double[] logits(double[] input) {
    return preActivations(input).getLast();
  }

  /** Returns the class with the largest logit, the lowest such class if several share it. */
  public int classify(double[] input) {
    return largest(logits(input));
  }

  private static int largest(double[] logits) {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      if (logits[c] > logits[best]) {
        best = c;
      }
    }
    return best;
  }

  /** Returns the share, 0..1, of the digits whose label is the class with the largest logit. */
  public double accuracy(Digits digits) {
    int correct = 0;
    for (int from = 0; from < digits.count(); from += BATCH) {
      int to = Math.min(from + BATCH, digits.count());
      double[] logits = preActivations(digits.inputs(from, to)).getLast();
      int classes = logits.length / (to - from);
      for (int i = from; i < to; i++) {
        int start = (i - from) * classes;
        if (largest(Arrays.copyOfRange(logits, start, start + classes)) == digits.label(i)) {
          correct++;
        }
      }
    }
    return correct / (double) digits.count();
  }

  /**
   * Adds the gradient of the loss of labelled inputs to {@code gradient}.
   *
   * @param inputs vectors, one after the other
   * @param labels the label of each
   * @return the sum of the losses in nats
   */
  double backward(double[] inputs, int[] labels, CrossEntropy loss, Network gradient) {
    List<double[]> sums = preActivations(inputs);
    double[] logits = sums.getLast();
    double[] delta = new double[logits.length];
    int classes = logits.length / labels.length;
    double total = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] own = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
      System.arraycopy(loss.gradient(own, labels[i]), 0, delta, i * classes, classes);
      total += loss.loss(own, labels[i]);
    }
    for (int k = layers.size() - 1; k > 0; k--) {
      double[] below = sums.get(k - 1);
      gradient.layers.get(k).accumulate(squares(below), delta);
      delta = layers.get(k).inputGradient(delta);
      for (int i = 0; i < delta.length; i++) {
        delta[i] *= 2 * below[i];
      }
    }
    gradient.layers.getFirst().accumulate(inputs, delta);
    return total;
  }

  private static double[] squares(double[] values) {
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = values[i] * values[i];
    }
    return squares;
  }
}
