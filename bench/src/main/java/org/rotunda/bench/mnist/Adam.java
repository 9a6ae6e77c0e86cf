package org.rotunda.bench.mnist;

import java.util.Arrays;

/**
 * The Adam optimiser with decoupled weight decay for one network (I. Loshchilov and F. Hutter,
 * "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2). Biases do not decay.
 */
final class Adam {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Network network;
  private final Network firstMoment;
  private final Network secondMoment;
  private final double weightDecay;
  private int steps;

  /**
   * Prepares to train a network.
   *
   * @param network the network whose parameters every step updates
   * @param firstMoment a network of zeros of the same shape
   * @param secondMoment another one
   * @param weightDecay the share of a weight, times the learning rate, that a step takes away
   */
  Adam(Network network, Network firstMoment, Network secondMoment, double weightDecay) {
    this.network = network;
    this.firstMoment = firstMoment;
    this.secondMoment = secondMoment;
    this.weightDecay = weightDecay;
  }

  /**
   * Moves the parameters against the mean gradient and sets the gradient to zero.
   *
   * @param gradient the sum of the gradients of {@code count} inputs
   * @param count the number of inputs in the sum
   * @param learningRate the step size
   */
  void step(Network gradient, int count, double learningRate) {
    steps++;
    for (int k = 0; k < network.depth(); k++) {
      Layer layer = network.layers().get(k);
      Layer sum = gradient.layers().get(k);
      Layer first = firstMoment.layers().get(k);
      Layer second = secondMoment.layers().get(k);
      double[] weights = layer.weights();
      for (int i = 0; i < weights.length; i++) {
        weights[i] *= 1 - learningRate * weightDecay;
      }
      update(weights, sum.weights(), first.weights(), second.weights(), count, learningRate);
      update(layer.bias(), sum.bias(), first.bias(), second.bias(), count, learningRate);
    }
  }

  private void update(
      double[] values,
      double[] sums,
      double[] first,
      double[] second,
      int count,
      double learningRate) {
    double stepSize = learningRate / (1 - StrictMath.pow(BETA1, steps));
    double secondCorrection = 1 / (1 - StrictMath.pow(BETA2, steps));
    for (int i = 0; i < values.length; i++) {
      double gradient = sums[i] / count;
      first[i] = BETA1 * first[i] + (1 - BETA1) * gradient;
      second[i] = BETA2 * second[i] + (1 - BETA2) * gradient * gradient;
      values[i] -= stepSize * first[i] / (Math.sqrt(second[i] * secondCorrection) + EPSILON);
    }
    Arrays.fill(sums, 0);
  }
}
