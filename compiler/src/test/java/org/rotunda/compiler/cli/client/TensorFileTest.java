package org.rotunda.compiler.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;

class TensorFileTest {
  private static final Port IMAGE = port("image", List.of(2, 2));
  private static final Port BIAS = port("bias", List.of(3));

  @TempDir private Path folder;

  private static Port port(String name, List<Integer> shape) {
    return new Port(name, TensorLayout.packed(shape, 8), List.of(new Value(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3,4", "1, 2\n3, 4\n", "1\n\n2\r\n3\n4e0", "image,1,2,3,4\n"})
  void singleTensorAsCsv(String text) throws IOException {
    assertThat(read("x.csv", text, IMAGE).get("image")).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2,3,4]", "[[1,2],[3,4.0]]", "{\"image\": [[1,2],[3,4]]}"})
  void singleTensorAsJson(String text) throws IOException {
    assertThat(read("x.json", text, IMAGE).get("image")).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"values.csv", "values.json", "values.JSON"})
  void severalTensorsComeBackExactly(String name) throws IOException {
    Path file = folder.resolve(name);
    Map<String, double[]> values =
        Map.of("image", new double[] {0.1, -2, 3e-300, 4}, "bias", new double[] {1 / 3.0, 0, -0.0});
    TensorFile.write(file, List.of(IMAGE, BIAS), values);
    Map<String, double[]> read = TensorFile.read(file, List.of(IMAGE, BIAS));
    assertThat(read.get("image")).containsExactly(values.get("image"));
    assertThat(read.get("bias")).containsExactly(values.get("bias"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.csv | 1,2,3 | 4 numbers are expected for image, but 3 were found",
        "x.csv | 1,2,three,4 | line 1: A finite number is expected, but 'three' was found",
        "x.csv | 1,2,NaN,4 | 'NaN'",
        "x.csv | 1,2,,4 | ''",
        "x.json | [1,2,3,null] | null was found",
        "x.json | [1,2,3,1e999] | finite",
        "x.json | {\"picture\": []} | picture",
        "x.json | [1,2 | JSON is expected",
        "x.json | 7 | NUMBER"
      })
  void mistakesAreNamed(String name, String text, String message) {
    assertThatThrownBy(() -> read(name, text, IMAGE))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(message);
  }

  @Test
  void linesOfSeveralTensorsBeginWithNames() {
    assertThatThrownBy(() -> read("x.csv", "1,2,3,4", IMAGE, BIAS))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("[image, bias]");
    assertThatThrownBy(() -> read("x.csv", "bias,1,2,3\nbias,1,2,3", IMAGE, BIAS))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("x.csv"), new byte[] {(byte) 0x89, 'R', (byte) 0xff});
    assertThatThrownBy(() -> TensorFile.read(file, List.of(IMAGE)))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("UTF-8");
  }

  private Map<String, double[]> read(String name, String text, Port... ports) throws IOException {
    return TensorFile.read(Files.writeString(folder.resolve(name), text), List.of(ports));
  }
}
