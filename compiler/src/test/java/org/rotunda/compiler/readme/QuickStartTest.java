package org.rotunda.compiler.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class QuickStartTest {
  private static final Path SOURCE =
      Path.of("src/test/java/org/rotunda/compiler/readme/QuickStart.java");
  private static final Path README = Path.of("../README.md");

  @Test
  void theReadmeShowsTheCodeThatIsCompiledHere() throws IOException {
    String source = Files.readString(SOURCE);
    int begin = source.indexOf("// README: begin");
    String code =
        source.substring(source.indexOf('\n', begin) + 1, source.indexOf("    // README: end"));

    String shown = code.replaceAll("(?m)^    ", "");
    assertThat(Files.readString(README)).contains("```java\n" + shown + "```");
  }

  @Test
  void itClosesAndDestroysWhatHoldsTheSecret() throws IOException {
    String source = Files.readString(SOURCE);
    String resources = source.substring(source.indexOf("try ("), source.indexOf(")) {"));
    assertThat(resources)
        .contains("SecretKeyEncryptor owner", "KeySetGenerator generator", "Decryptor decryptor");
    assertThat(source).containsPattern("finally \\{\\s+secret\\.destroy\\(\\);");
  }

  @Test
  void itComputesWhatItSays() {
    double[] values = {1, 2, 3, -1.5};

    double[] result = QuickStart.squaresOfNeighbours(values);

    // Six predicted deviations of a fresh error, 2^-24.4 at N = 2^13 and scale 2^40, times 2 |x +
    // y|.
    double bound = 6 * Math.sqrt(2) * Math.scalb(1.0, -24) * 10;
    assertThat(result[0]).isCloseTo(9, within(bound));
    assertThat(result[1]).isCloseTo(25, within(bound));
    assertThat(result[2]).isCloseTo(2.25, within(bound));
    assertThat(result[3]).isCloseTo(2.25, within(bound));
    assertThat(result[4]).isCloseTo(0, within(bound));
  }
}
