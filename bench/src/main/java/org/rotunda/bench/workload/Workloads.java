package org.rotunda.bench.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.bench.mnist.DigitFiles;
import org.rotunda.bench.mnist.Digits;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.text.ProgramText;

/** The workloads by name. */
public final class Workloads {

  /** Their names. */
  public static final List<String> NAMES = List.of("mlp", "lola", "lenet", "matrices");

  private static final String PERCEPTRON = "/org/rotunda/compiler/demo/mnist/";
  private static final String OURS = "/org/rotunda/bench/workload/";
  private static final int PRECISION_BITS = 20;

  /** The logits, the only values at level 0, stay below 2^3. */
  private static final int MAGNITUDE_BITS = 3;

  private Workloads() {}

  /**
   * Unpacks a workload into a folder and reads it from there.
   *
   * @param name one of {@link #NAMES}
   * @param folder an existing folder; files of the same names are replaced
   * @param inputs how many inputs, 1 to 100
   * @throws IllegalArgumentException if there is no workload of this name
   * @throws IOException if a file can't be written or read
   */
  public static Workload read(String name, Path folder, int inputs) throws IOException {
    return switch (name) {
      case "mlp" ->
          network(
              name,
              "784-128-128-10, square activations, 98.58 % on the 10,000 test digits",
              new ResourceFiles(
                  PERCEPTRON,
                  List.of("mlp.rotunda", "manifest.json"),
                  List.of("fc1", "fc2", "fc3"),
                  ".f64"),
              folder,
              inputs);
      case "lola" ->
          network(
              name,
              "convolution to 5 channels, 980-100-10, square activations, 98.08 % on the 10,000"
                  + " test digits",
              new ResourceFiles(
                  OURS + "lola/",
                  List.of("lola.rotunda", "manifest.json"),
                  List.of("conv1", "fc1", "fc2"),
                  ".f16"),
              folder,
              inputs);
      case "lenet" ->
          network(
              name,
              "two convolutions to 32 and 64 channels, 3136-512-10, square activations, 97.64 % on"
                  + " the 10,000 test digits",
              new ResourceFiles(
                  OURS + "lenet/",
                  List.of("lenet.rotunda", "manifest.json"),
                  List.of("conv1", "conv2", "fc1", "fc2"),
                  ".f16"),
              folder,
              inputs);
      case "matrices" -> MatrixChain.of(inputs);
      default ->
          throw new IllegalArgumentException(
              "expected one of the workloads %s but found %s; name one of them"
                  .formatted(NAMES, name));
    };
  }

  private static Workload network(
      String name, String description, ResourceFiles files, Path folder, int inputs)
      throws IOException {
    files.unpack(folder);
    Program program = ProgramText.read(folder.resolve(name + ".rotunda"));
    new ResourceFiles(PERCEPTRON, List.of(DigitFiles.DIGITS), List.of(), "").unpack(folder);
    Digits digits = DigitFiles.read(folder);
    List<double[]> images = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      images.add(digits.inputs(i));
    }
    return new Workload(name, description, program, PRECISION_BITS, MAGNITUDE_BITS, images);
  }
}
