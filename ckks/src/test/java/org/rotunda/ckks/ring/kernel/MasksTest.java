package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JDK-8384963: a product of two vectors that were masked with negative constants was compiled as a
 * product of their lower halves. So kernels mask with what can't be negative; those that don't and
 * why they may are named here.
 */
class MasksTest {
  private static final Path SOURCES = Path.of("src/main/java/org/rotunda/ckks/ring/kernel");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

  /** A vector's method AND with its argument, or an operator, or what is too long to be told. */
  private static final Pattern MASKED =
      Pattern.compile(
          "\\.and\\( ?((?:[^()]|\\([^()]*\\))*(?=\\))|[^;]*)|(VectorOperators\\.(?:AND|BIT)\\w*)");

  private static final Pattern NOT_NEGATIVE =
      Pattern.compile(
          "ShoupResidues\\.LOW|LaneMoves\\.ALL|Long\\.SIZE - 1|Long\\.MAX_VALUE|\\(1L << [\\w.]+\\)"
              + " - 1|-1L >>> Long\\.numberOfLeadingZeros\\(bound\\)");

  /** Indices that are compared, not multiplied; doubles that are kept or cleared whole. */
  private static final List<String> NEGATIVE =
      List.of("Permutations.java: -COUNT", "DoubleInnerProducts.java: kept");

  @Test
  void kernelsThatMultiplyWordsMaskThemWithPositiveConstants() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.list(SOURCES)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    List<String> found = new ArrayList<>();
    for (Path file : sources) {
      for (String mask : negativeMasks(Files.readString(file))) {
        found.add("%s: %s".formatted(file.getFileName(), mask));
      }
    }
    assertThat(found).as("masks that may be negative").hasSameElementsAs(NEGATIVE);
    assertThat(ShoupResidues.LOW).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.and(~ShoupResidues.LOW).mul(y)",
        "x.and(-1L << 32).mul(y)",
        "x.and(mask(LOW(1))).mul(y)",
        "LongVector upper = LongVector.broadcast(LONGS, -2); x.and(\n    upper).mul(y)",
        "x.lanewise(VectorOperators.AND, y)"
      })
  void aMaskThatMayBeNegativeIsFound(String source) {
    assertThat(negativeMasks(source)).hasSize(1);
  }

  @Test
  void masksOfLowerBitsAreNot() {
    assertThat(
            negativeMasks(
                "LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW); x.and(mask)"))
        .isEmpty();
  }

  private static List<String> negativeMasks(String source) {
    String code = COMMENT.matcher(source).replaceAll("").replaceAll("\\s+", " ");
    return MASKED
        .matcher(code)
        .results()
        .flatMap(match -> values(match, code))
        .filter(value -> !NOT_NEGATIVE.matcher(value).matches())
        .toList();
  }

  /** The argument, or if it is a name, what is assigned to that anywhere. */
  private static Stream<String> values(MatchResult match, String code) {
    String argument = match.group(1) == null ? match.group(2) : match.group(1);
    List<String> assigned =
        Pattern.compile(
                "\\b%s = (?:LongVector\\.broadcast\\(LONGS, (.*?)\\);|(.*?);)"
                    .formatted(Pattern.quote(argument)))
            .matcher(code)
            .results()
            .map(value -> value.group(1) == null ? value.group(2) : value.group(1))
            .toList();
    return assigned.isEmpty() ? Stream.of(argument) : assigned.stream();
  }
}
