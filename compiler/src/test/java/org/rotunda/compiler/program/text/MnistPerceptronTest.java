package org.rotunda.compiler.program.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rotunda.compiler.program.Depth;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;

/** The perceptron of the demonstration as a program. */
class MnistPerceptronTest {

  private static final int PIXELS = 784;

  private Path folder;
  private Program program;

  @BeforeEach
  void readProgram() throws IOException, URISyntaxException {
    folder =
        Path.of(
                Objects.requireNonNull(
                        getClass().getResource("/org/rotunda/compiler/demo/mnist/mlp.rotunda"))
                    .toURI())
            .resolveSibling("");
    program = ProgramText.read(folder.resolve("mlp.rotunda"));
  }

  @Test
  void itsInstructionsAreTheGoldenText() throws IOException {
    try (InputStream golden =
        Objects.requireNonNull(getClass().getResourceAsStream("mlp.golden"))) {
      assertThat(program.toText())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void itTakesFiveLevels() {
    assertThat(Depth.of(program)).isEqualTo(5);
  }

  @Test
  void itComputesTheNetworkOnEveryDigit() throws IOException {
    byte[] digits = Files.readAllBytes(folder.resolve("digits.bin"));
    ClearBackend backend = new ClearBackend(program);

    for (int digit = 0; digit < digits.length / (PIXELS + 1); digit++) {
      double[] image = new double[PIXELS];
      for (int i = 0; i < PIXELS; i++) {
        image[i] = (digits[digit * (PIXELS + 1) + 1 + i] & 0xff) / 255.0;
      }
      double[] found = backend.run(Map.of("image", image)).getOrDefault("logits", new double[0]);
      Layer h1 = Layer.input(image).linear(program.weights(), "fc1").square();
      Layer logits = h1.linear(program.weights(), "fc2").square().linear(program.weights(), "fc3");
      for (int k = 0; k < 10; k++) {
        assertThat(Math.abs(found[k] - logits.value[k]))
            .as("digit %d, logit %d", digit, k)
            .isLessThanOrEqualTo(logits.rounding(k));
      }
    }
  }

  /**
   * Numbers with the sums of their terms' magnitudes, which bound the rounding of any order of
   * summation: each number has at most {@code roundings} roundings on the path of each term.
   */
  private static final class Layer {
    private final double[] value;
    private final double[] magnitude;
    private final int roundings;

    private Layer(double[] value, double[] magnitude, int roundings) {
      this.value = value;
      this.magnitude = magnitude;
      this.roundings = roundings;
    }

    static Layer input(double[] x) {
      return new Layer(x, x, 0);
    }

    Layer linear(Weights weights, String name) {
      double[] matrix = weights.get(name + ".weight").values();
      double[] sum = weights.get(name + ".bias").values();
      double[] bound = sum.clone();
      for (int r = 0; r < sum.length; r++) {
        bound[r] = Math.abs(bound[r]);
        for (int c = 0; c < value.length; c++) {
          sum[r] += matrix[r * value.length + c] * value[c];
          bound[r] += Math.abs(matrix[r * value.length + c]) * magnitude[c];
        }
      }
      // One rounding a product and one for each of at most 1 + length additions.
      return new Layer(sum, bound, roundings + value.length + 2);
    }

    Layer square() {
      double[] squares = new double[value.length];
      double[] bound = new double[value.length];
      for (int k = 0; k < squares.length; k++) {
        squares[k] = value[k] * value[k];
        bound[k] = magnitude[k] * magnitude[k];
      }
      return new Layer(squares, bound, 2 * roundings + 1);
    }

    /** Bounds the difference of two evaluations: twice n u / (1 - n u) times the magnitude. */
    double rounding(int k) {
      double relative = roundings * 0x1p-53;
      return 2 * relative / (1 - relative) * magnitude[k];
    }
  }
}
