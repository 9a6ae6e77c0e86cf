package org.rotunda.compiler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitPicturesTest {
  private static final int LINES = Digit.SIDE / 4 + 1;
  private static final int WIDTH = Digit.SIDE / 2;

  private static List<String> lines(boolean unicode, int count) throws IOException {
    return new DigitPictures(unicode)
        .lines(Digit.first(count), Collections.nCopies(count, "is 7, read 7"));
  }

  @Test
  void fiveDigitsStandSideBySideAndTheRestBelow() throws IOException {
    assertThat(lines(true, 5)).hasSize(LINES);
    assertThat(lines(true, 6)).hasSize(2 * LINES);
    assertThat(lines(false, 5)).allMatch(line -> line.length() <= 5 * (WIDTH + 1));
    assertThat(lines(true, 6).getLast()).isEqualTo("is 7, read 7");
  }

  @Test
  void brailleDotsAreTheDarkPixels() throws IOException {
    Digit digit = Digit.first(1).getFirst();
    String picture = String.join("", lines(true, 1).subList(0, LINES - 1));
    int dots =
        picture
            .chars()
            .filter(c -> c >= 0x2800 && c < 0x2900)
            .map(c -> Integer.bitCount(c - 0x2800))
            .sum();

    assertThat(picture.chars().filter(c -> c != ' ')).allMatch(c -> c >= 0x2800 && c < 0x2900);
    assertThat(dots)
        .isEqualTo((int) IntStream.range(0, 784).filter(i -> digit.pixels()[i] > 0.35).count());
  }

  @Test
  void plainPicturesAreAscii() throws IOException {
    List<String> lines = lines(false, 1);

    assertThat(lines.subList(0, LINES - 1)).allMatch(line -> line.matches("[ .:oO@]*"));
    assertThat(String.join("", lines)).containsPattern("[oO@]");
  }

  @Test
  void noLineEndsInSpaces() throws IOException {
    assertThat(lines(false, 7)).noneMatch(line -> line.endsWith(" "));
  }
}
