package org.rotunda.compiler.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.text.ProgramText;

/** The perceptron 784-128-128-10 with square activations that comes with the demo. */
final class MnistNetwork {
  /** What it reaches on the 10,000 test digits, in the clear. */
  static final String ACCURACY = "98.58 %";

  /** The name of its input. */
  static final String INPUT = "image";

  /** The name of its output. */
  static final String OUTPUT = "logits";

  private static final List<String> FILES =
      List.of(
          "mlp.rotunda",
          "manifest.json",
          "fc1.weight.f64",
          "fc1.bias.f64",
          "fc2.weight.f64",
          "fc2.bias.f64",
          "fc3.weight.f64",
          "fc3.bias.f64");

  private MnistNetwork() {}

  /** Unpacks program and weights into a folder and reads them from there. */
  static Program read(Path folder) throws IOException {
    for (String file : FILES) {
      try (InputStream in = resource(file)) {
        Files.copy(in, folder.resolve(file));
      }
    }
    return ProgramText.read(folder.resolve(FILES.getFirst()));
  }

  static InputStream resource(String name) throws IOException {
    return Optional.ofNullable(MnistNetwork.class.getResourceAsStream("mnist/" + name))
        .orElseThrow(
            () ->
                new FileNotFoundException(
                    "The demo comes with %s, but it is missing; build again.".formatted(name)));
  }
}
