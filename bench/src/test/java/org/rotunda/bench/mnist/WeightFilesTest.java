package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {

  private static final List<Integer> WIDTHS = List.of(5, 4, 3);

  @TempDir private Path folder;

  private final Perceptron network = Perceptron.random(WIDTHS, new SplittableRandom(11));

  @BeforeEach
  void write() throws IOException {
    network.layers().getFirst().bias()[2] = -0.125;
    WeightFiles.write(folder, network);
  }

  @Test
  void whatIsWrittenIsReadBitForBit() throws IOException {
    Perceptron read = WeightFiles.read(folder, WIDTHS);

    for (int k = 0; k < network.depth(); k++) {
      assertThat(read.layers().get(k).weights()).isEqualTo(network.layers().get(k).weights());
      assertThat(read.layers().get(k).bias()).isEqualTo(network.layers().get(k).bias());
    }
  }

  @Test
  void weightsLieRowByRowInLittleEndianOrder() throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("fc1.weight.f64")))
            .order(ByteOrder.LITTLE_ENDIAN);
    double[] unit = {0, 0, 0, 1, 0};

    double[] column = network.layers().getFirst().apply(unit);

    assertThat(bytes.capacity()).isEqualTo(4 * 5 * Double.BYTES);
    assertThat(bytes.getDouble((1 * 5 + 3) * Double.BYTES)).isEqualTo(column[1]);
  }

  @Test
  void noTemporaryFileStays() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "manifest.json", "fc1.weight.f64", "fc1.bias.f64", "fc2.weight.f64", "fc2.bias.f64");
    }
  }

  @Test
  void aTruncatedTensorIsRefused() throws IOException {
    Path file = folder.resolve("fc2.bias.f64");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 23));
    assertRefused("fc2.bias.f64: expected 24 bytes for the shape [3] but found 23");
  }

  @Test
  void aValueThatIsNoNumberIsRefused() throws IOException {
    Path file = folder.resolve("fc2.bias.f64");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 8, 16, (byte) -1);
    Files.write(file, bytes);
    assertRefused("expected finite numbers but value 1 is NaN");
  }

  @Test
  void aManifestOfAnotherNetworkIsRefused() {
    assertThatExceptionOfType(MnistFormatException.class)
        .isThrownBy(() -> WeightFiles.read(folder, List.of(5, 4, 4, 3)))
        .withMessageContaining("expected the tensors");
  }

  @Test
  void manifestsThatAreNoArrayOfTensorsAreRefused() throws IOException {
    for (String text : List.of("", "{", "null", "[null]", "[]", "[{}]", "[1]", "{\"name\": 1}")) {
      Files.writeString(folder.resolve(WeightFiles.MANIFEST), text);
      assertRefused("manifest.json: expected");
    }
  }

  private void assertRefused(String reason) {
    assertThatExceptionOfType(MnistFormatException.class)
        .isThrownBy(() -> WeightFiles.read(folder, WIDTHS))
        .withMessageContaining(reason);
  }
}
