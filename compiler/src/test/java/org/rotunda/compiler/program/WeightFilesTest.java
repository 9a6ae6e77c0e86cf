package org.rotunda.compiler.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WeightFilesTest {

  @TempDir private Path home;

  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(home.resolve("folder"));
  }

  @ParameterizedTest
  @EnumSource(NumberFormat.class)
  void everyFormatGivesBackTheNearestNumbersItHolds(NumberFormat format) throws IOException {
    double[] numbers = {0.1, -3.75, 1e-5, 65504, 0, 1.0 / 3};
    WeightTensor tensor = new WeightTensor("w", List.of(2, 3), "weight", numbers);
    WeightFiles.write(home, Weights.of("m.json", List.of(tensor)), format);

    double[] read = WeightFiles.read(home, "m.json").get("w").values();

    for (int i = 0; i < numbers.length; i++) {
      assertThat(read[i]).isEqualTo(format.rounded(numbers[i]));
    }
    assertThat(NumberFormat.FLOAT64.rounded(0.1)).isEqualTo(0.1);
    assertThat(NumberFormat.FLOAT32.rounded(0.1)).isEqualTo(0.1f);
    // 11 bits of precision.
    assertThat(NumberFormat.FLOAT16.rounded(0.1)).isEqualTo(1638 / 16384.0);
  }

  @Test
  void anUnknownFormatIsRefused() throws IOException {
    Files.writeString(
        home.resolve("m.json"),
        """
        [{"name": "w", "file": "w.f64", "shape": [1], "role": "weight", "type": "float8"}]
        """);

    assertThatThrownBy(() -> WeightFiles.read(home, "m.json"))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("float64, float32 or float16");
  }

  @Test
  void weightsReadBackAsTheyWereWritten() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Weights weights =
        Weights.of(
            "weights.json",
            List.of(
                TestTensors.weight(random, "fc1.weight", 3, 4),
                TestTensors.weight(random, "fc1.bias", 3)));

    Path manifest = WeightFiles.write(folder, weights);

    assertThat(manifest).isEqualTo(folder.resolve("weights.json"));
    assertThat(WeightFiles.read(folder, "weights.json")).isEqualTo(weights);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("weights.json", "fc1.weight.f64", "fc1.bias.f64");
    }
  }

  @Test
  void numbersAreLittleEndianInRowMajorOrder() throws IOException {
    write("w.f64", 1, 2, 3, 4, 5, 6);
    manifest(entry("w", "w.f64", "[2, 3]"));

    Weights weights = WeightFiles.read(folder, "weights.json");

    assertThat(weights.values(WeightSlice.of("w").at(1))).containsExactly(4, 5, 6);
    assertThat(weights.get("w").role()).isEqualTo("weight");
  }

  @Test
  void aManifestMayLieInASubfolder() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("net"));
    WeightFiles.write(
        sub, Weights.of("m.json", List.of(TestTensors.weight(new SplittableRandom(1), "w", 2))));

    Weights weights = WeightFiles.read(folder, "net/m.json");

    assertThat(weights.manifest()).isEqualTo("net/m.json");
    assertThat(weights.contains("w")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                            | Expected JSON
          {}                                                           | an array of weights
          [1]                                                          | an array of sizes
          [{"name":"w","file":"w.f64","shape":[2.5],"role":"x"}]       | whole numbers
          [{"name":"w","file":"w.f64","shape":[3000000000],"role":""}] | whole numbers
          [{"name":"w","file":"w.f64","shape":[2]}]                    | a text as "role"
          [{"name":3,"file":"w.f64","shape":[2],"role":"x"}]           | a text as "name"
          [{"name":"w","name":"w","file":"w.f64","shape":[2],"role":""}] | Expected JSON
          [{"name":"w","file":"w.f64","shape":[],"role":"x"}]          | a shape of positive sizes
          [{"name":"w","file":"w.f64","shape":[2,0],"role":"x"}]       | a shape of positive sizes
          [{"name":"w","file":"w.f64","shape":[-2],"role":"x"}]        | a shape of positive sizes
          [{"name":"w","file":"w.f64","shape":[65536,65536,65536,65536,2],"role":"x"}] | a shape of
          [{"name":"w","file":"w.f64","shape":[268435456],"role":"x"}] | 2147483648 bytes
          [{"name":"w","file":"w.f64","shape":[3],"role":"x"}]         | Expected 24 bytes in w.f64
          [{"name":"w","file":"w.f64","shape":[1],"role":"x"}]         | Expected 8 bytes in w.f64
          [{"name":"a b","file":"w.f64","shape":[2],"role":"x"}]       | a weight's name
          [{"name":"w","file":"none","shape":[2],"role":"x"}]          | a readable file
          [{"name":"w","file":"../w.f64","shape":[2],"role":"x"}]      | stays in its folder
          [{"name":"w","file":"a/../../w.f64","shape":[2],"role":"x"}] | stays in its folder
          [{"name":"w","file":"/etc/hostname","shape":[2],"role":"x"}] | stays in its folder
          [{"name":"w","file":"","shape":[2],"role":"x"}]              | stays in its folder
          [{"name":"w","file":"link","shape":[2],"role":"x"}]          | stays in its folder
          """)
  void malformedManifestsAreRefused(String json, String message) throws IOException {
    write("w.f64", 1, 2);
    Files.createSymbolicLink(folder.resolve("link"), home);
    Files.writeString(folder.resolve("weights.json"), json);

    assertThatThrownBy(() -> WeightFiles.read(folder, "weights.json"))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void twoWeightsOfOneNameAreRefused() throws IOException {
    write("w.f64", 1, 2);
    manifest(entry("w", "w.f64", "[2]"), entry("w", "w.f64", "[2]"));

    assertThatThrownBy(() -> WeightFiles.read(folder, "weights.json"))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("w twice");
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() throws IOException {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      write("w.f64", 1, bad);
      manifest(entry("w", "w.f64", "[2]"));

      assertThatThrownBy(() -> WeightFiles.read(folder, "weights.json"))
          .isInstanceOf(WeightsException.class)
          .hasMessageContaining("finite numbers in weight w, found " + bad + " at position 1");
    }
  }

  @Test
  void aMissingOrDistantManifestIsRefused() {
    assertThatThrownBy(() -> WeightFiles.read(folder, "none.json"))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("none.json");
    assertThatThrownBy(() -> WeightFiles.read(folder, "../weights.json"))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("stays in its folder");
  }

  @Test
  void aHugeManifestIsRefusedBeforeItIsRead() throws IOException {
    Files.write(folder.resolve("weights.json"), new byte[(1 << 24) + 1]);

    assertThatThrownBy(() -> WeightFiles.read(folder, "weights.json"))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("at most 16777216 bytes");
  }

  private static String entry(String name, String file, String shape) {
    return "{\"name\":\"%s\",\"file\":\"%s\",\"shape\":%s,\"role\":\"weight\"}"
        .formatted(name, file, shape);
  }

  private void manifest(String... entries) throws IOException {
    Files.writeString(folder.resolve("weights.json"), "[" + String.join(",", entries) + "]");
  }

  private void write(String file, double... numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(numbers);
    Files.write(folder.resolve(file), bytes.array());
  }
}
