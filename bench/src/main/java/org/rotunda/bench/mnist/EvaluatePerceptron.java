package org.rotunda.bench.mnist;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Command that measures written weights on the MNIST test set: {@code EvaluatePerceptron
 * WEIGHT_FOLDER MNIST_FOLDER}.
 */
public final class EvaluatePerceptron {

  private EvaluatePerceptron() {}

  /**
   * Prints accuracy and ranges; exits with 1 if a file cannot be read, with 2 on wrong usage.
   *
   * @param arguments the folder with the weights, the folder with the MNIST files
   */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println(
          "expected 2 arguments, WEIGHT_FOLDER MNIST_FOLDER, but found %d"
              .formatted(arguments.length));
      System.exit(2);
    }
    try {
      Perceptron network = WeightFiles.read(Path.of(arguments[0]), Perceptron.MNIST_WIDTHS);
      Digits test = MnistFiles.readTest(Path.of(arguments[1]));
      System.out.println(report("test", network, test));
    } catch (IOException e) {
      System.err.println(CommandFailure.sentence(e));
      System.exit(1);
    }
  }

  /** Returns one line with the accuracy and the ranges of a network on named digits. */
  static String report(String name, Perceptron network, Digits digits) {
    return "%s set: %d digits, accuracy %.2f %%, %s"
        .formatted(
            name,
            digits.count(),
            100 * network.accuracy(digits),
            LayerRanges.of(network, digits).describe());
  }
}
