package org.rotunda.bench.mnist;

import java.io.IOException;
import java.nio.file.Path;
import org.rotunda.compiler.program.WeightFiles;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.WeightsException;

/**
 * Command that measures written weights on the MNIST test set: {@code EvaluateNetwork NETWORK
 * WEIGHT_FOLDER MNIST_FOLDER}.
 */
public final class EvaluateNetwork {

  private EvaluateNetwork() {}

  /**
   * Prints accuracy and ranges; exits with 1 if a file cannot be read, with 2 on wrong usage.
   *
   * @param arguments the network's name, the folder with its weights, the folder with the MNIST
   *     files
   */
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.err.println(
          "expected 3 arguments, NETWORK WEIGHT_FOLDER MNIST_FOLDER, but found %d"
              .formatted(arguments.length));
      System.exit(2);
    }
    try {
      Weights weights = WeightFiles.read(Path.of(arguments[1]), NetworkWeights.MANIFEST);
      Architecture architecture = TrainedNetwork.of(arguments[0]).architecture();
      Digits test = MnistFiles.readTest(Path.of(arguments[2]));
      System.out.println(report("test", NetworkWeights.network(architecture, weights), test));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (WeightsException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println(CommandFailure.sentence(e));
      System.exit(1);
    }
  }

  /** Returns one line with the accuracy and the ranges of a network on named digits. */
  static String report(String name, Network network, Digits digits) {
    return "%s set: %d digits, accuracy %.2f %%, %s"
        .formatted(
            name,
            digits.count(),
            100 * network.accuracy(digits),
            LayerRanges.of(network, digits).describe());
  }
}
