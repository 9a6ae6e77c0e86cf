package org.rotunda.bench.mnist;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A multilayer perceptron with the activation x&sup2; between its layers and none after the last.
 *
 * <p>Backpropagation after D. Rumelhart, G. Hinton and R. Williams, "Learning representations by
 * back-propagating errors", Nature 323 (1986).
 */
public final class Perceptron {

  /** The widths of the MNIST network, input first. */
  public static final List<Integer> MNIST_WIDTHS = List.of(Digits.PIXELS, 128, 128, Digits.CLASSES);

  private final List<DenseLayer> layers;

  Perceptron(List<DenseLayer> layers) {
    this.layers = List.copyOf(layers);
  }

  /** Returns a network of zeros, also the start of a gradient sum. */
  static Perceptron zeros(List<Integer> widths) {
    List<DenseLayer> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      layers.add(DenseLayer.zeros(widths.get(i - 1), widths.get(i)));
    }
    return new Perceptron(layers);
  }

  /**
   * Returns a network to start training from: for inputs of mean square 0.1 (that of MNIST), the
   * pre-activations of every layer have a mean square of about 1.
   */
  static Perceptron random(List<Integer> widths, RandomGenerator random) {
    List<DenseLayer> layers = new ArrayList<>();
    // The square of a standard normal variable has the mean square 3.
    double inputMeanSquare = 0.1;
    for (int i = 1; i < widths.size(); i++) {
      int inputs = widths.get(i - 1);
      double deviation = 1 / Math.sqrt(inputs * inputMeanSquare);
      layers.add(DenseLayer.random(inputs, widths.get(i), deviation, random));
      inputMeanSquare = 3;
    }
    return new Perceptron(layers);
  }

  /** Returns the layers, the first one first. */
  List<DenseLayer> layers() {
    return layers;
  }

  /** Returns the number of layers. */
  public int depth() {
    return layers.size();
  }

  /**
   * Returns the pre-activations of every layer for one input; the last are the logits.
   *
   * @param input as many values as the first layer has inputs
   */
  public List<double[]> preActivations(double[] input) {
    List<double[]> all = new ArrayList<>();
    double[] current = input;
    for (DenseLayer layer : layers) {
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
    double[] logits = logits(input);
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
    for (int i = 0; i < digits.count(); i++) {
      if (classify(digits.inputs(i)) == digits.label(i)) {
        correct++;
      }
    }
    return correct / (double) digits.count();
  }

  /**
   * Adds the gradient of the loss of one labelled input to {@code gradient}.
   *
   * @return the loss in nats
   */
  double backward(double[] input, int label, CrossEntropy loss, Perceptron gradient) {
    List<double[]> sums = preActivations(input);
    double[] delta = loss.gradient(sums.getLast(), label);
    for (int k = layers.size() - 1; k > 0; k--) {
      double[] below = sums.get(k - 1);
      gradient.layers.get(k).accumulate(squares(below), delta);
      delta = layers.get(k).inputGradient(delta);
      for (int i = 0; i < delta.length; i++) {
        delta[i] *= 2 * below[i];
      }
    }
    gradient.layers.getFirst().accumulate(input, delta);
    return loss.loss(sums.getLast(), label);
  }

  private static double[] squares(double[] values) {
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = values[i] * values[i];
    }
    return squares;
  }
}
