package org.rotunda.compiler.cost;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorTest {
  private static final String ARCHITECTURE = "abacus";

  @TempDir private Path folder;

  private String name(String description) throws IOException {
    Path file = Files.write(folder.resolve("cpuinfo"), description.getBytes(ISO_8859_1));
    return Processor.name(file, ARCHITECTURE);
  }

  @Test
  void theModelIsNamed() throws IOException {
    assertThat(name("processor\t: 0\nmodel name\t: Slide Rule: 10 inch \nmodel name: other\n"))
        .isEqualTo("Slide Rule: 10 inch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "model name", "model name\t:  \n", "model name: \u001b[31m\n"})
  void whatIsNoNameGivesTheArchitecture(String description) throws IOException {
    assertThat(name(description)).isEqualTo(ARCHITECTURE);
  }

  @Test
  void aNameThatIsTooLongGivesTheArchitecture() throws IOException {
    assertThat(name("model name: " + "x".repeat(200))).hasSize(200);
    assertThat(name("model name: " + "x".repeat(201))).isEqualTo(ARCHITECTURE);
  }

  @Test
  void lettersThatAreNoUtf8EndNothing() throws IOException {
    assertThat(name("vendor: \u00ff\u00c3(\nmodel name: Slide Rule\n")).isEqualTo("Slide Rule");
    String odd = name("model name: Slide\u00ae Rule\n");
    assertThat(new Conditions(1, "scalar", odd).processor()).contains("Slide", "Rule");
  }

  @Test
  void noDescriptionGivesTheArchitecture() {
    assertThat(Processor.name(folder.resolve("none"), ARCHITECTURE)).isEqualTo(ARCHITECTURE);
    assertThat(Processor.name(folder, ARCHITECTURE)).isEqualTo(ARCHITECTURE);
  }

  @Test
  void thisOneHasANameThatConditionsTake() {
    assertThat(Conditions.here(1).processor()).isEqualTo(Processor.name());
  }
}
