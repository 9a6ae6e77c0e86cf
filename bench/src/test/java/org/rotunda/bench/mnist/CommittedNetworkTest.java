package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network and the digits that the demonstration carries as resources. */
class CommittedNetworkTest {

  private static final String RESOURCES = "/org/rotunda/compiler/demo/mnist/";

  @TempDir private Path folder;

  @BeforeEach
  void copyResources() throws IOException {
    for (String name :
        List.of(
            "manifest.json",
            "fc1.weight.f64",
            "fc1.bias.f64",
            "fc2.weight.f64",
            "fc2.bias.f64",
            "fc3.weight.f64",
            "fc3.bias.f64",
            "digits.bin")) {
      try (InputStream bytes =
          Objects.requireNonNull(getClass().getResourceAsStream(RESOURCES + name), name)) {
        Files.copy(bytes, folder.resolve(name));
      }
    }
  }

  @Test
  void classifiesAtLeast95OfThe100Digits() throws IOException {
    Perceptron network = WeightFiles.read(folder, Perceptron.MNIST_WIDTHS);
    Digits digits = DigitFiles.read(folder);

    assertThat(digits.count()).isEqualTo(100);
    assertThat(network.accuracy(digits)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void preActivationsStayWithinTheBoundOfTheTrainingDigits() throws IOException {
    Perceptron network = WeightFiles.read(folder, Perceptron.MNIST_WIDTHS);

    LayerRanges ranges = LayerRanges.of(network, DigitFiles.read(folder));

    assertThat(ranges.largest()).hasSize(3).allMatch(largest -> largest <= 4);
  }

  @Test
  void theDigitsAreTenOfEachClass() throws IOException {
    Digits digits = DigitFiles.read(folder);
    assertThat(digits.firstOfEachClass(10).count()).isEqualTo(digits.count());
  }
}
