package org.rotunda.bench.mnist;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Trains a network on labelled digits: Adam over shuffled batches, the learning rate falling from
 * its first value to zero along half a cosine.
 *
 * @param epochs passes over the training digits
 * @param batchSize digits a step
 * @param learningRate the highest learning rate
 * @param warmUp steps in which the learning rate rises to it, so that the first, large gradients of
 *     deep networks of squares don't throw the weights about
 * @param weightDecay the decay of the weights, see {@link Adam}
 * @param smoothing the label smoothing, see {@link CrossEntropy}
 * @param seed the seed of the first weights and of every shuffle
 */
public record NetworkTrainer(
    int epochs,
    int batchSize,
    double learningRate,
    int warmUp,
    double weightDecay,
    double smoothing,
    long seed) {

  /** Checks that the counts are positive. */
  public NetworkTrainer {
    if (epochs < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 epoch and 1 digit a batch but found %d and %d; pass positive counts"
              .formatted(epochs, batchSize));
    }
  }

  /**
   * Trains a network.
   *
   * @param architecture its layers
   * @param digits the training digits
   * @param progress told one line an epoch
   */
  public Network train(Architecture architecture, Digits digits, Consumer<String> progress) {
    CrossEntropy crossEntropy = new CrossEntropy(smoothing);
    RandomGenerator random = new SplittableRandom(seed);
    Network network = Network.random(architecture, random);
    Network gradient = Network.zeros(architecture);
    Adam adam =
        new Adam(network, Network.zeros(architecture), Network.zeros(architecture), weightDecay);
    int[] order = new int[digits.count()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int batches = Math.ceilDiv(order.length, batchSize);
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      double loss = 0;
      for (int batch = 0; batch < batches; batch++) {
        int from = batch * batchSize;
        int to = Math.min(from + batchSize, order.length);
        loss += backward(network, digits, order, from, to, crossEntropy, gradient);
        double done = (epoch * (double) batches + batch) / (epochs * (double) batches);
        double risen = Math.min(1, (epoch * (double) batches + batch + 1) / (warmUp + 1));
        double rate = risen * learningRate * 0.5 * (1 + StrictMath.cos(Math.PI * done));
        adam.step(gradient, to - from, rate);
      }
      progress.accept(
          "epoch %d of %d: mean training loss %.5f"
              .formatted(epoch + 1, epochs, loss / order.length));
    }
    return network;
  }

  private static double backward(
      Network network,
      Digits digits,
      int[] order,
      int from,
      int to,
      CrossEntropy crossEntropy,
      Network gradient) {
    double[] inputs = new double[(to - from) * Digits.PIXELS];
    int[] labels = new int[to - from];
    for (int i = from; i < to; i++) {
      System.arraycopy(
          digits.inputs(order[i]), 0, inputs, (i - from) * Digits.PIXELS, Digits.PIXELS);
      labels[i - from] = digits.label(order[i]);
    }
    return network.backward(inputs, labels, crossEntropy, gradient);
  }

  /** Shuffles after Fisher and Yates (D. Knuth, TAOCP 2, algorithm 3.4.2 P). */
  private static void shuffle(int[] order, RandomGenerator random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
