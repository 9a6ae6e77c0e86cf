package org.rotunda.compiler.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws digits for a terminal, several side by side, in braille patterns or in plain characters.
 */
final class DigitPictures {
  private static final int A_ROW = 5;
  private static final int WIDTH = Digit.SIDE / 2;

  /** Rows of pixels in one line of text. */
  private static final int HEIGHT = 4;

  private static final double DARK = 0.35;
  private static final int BRAILLE = 0x2800;

  /** The bit of a braille pattern for the dot at row r and column c: BRAILLE_BITS[r][c]. */
  private static final int[][] BRAILLE_BITS = {
    {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}
  };

  private static final String PLAIN = " .:oO@";

  private final boolean unicode;

  /**
   * A way of drawing.
   *
   * @param unicode whether the terminal shows braille patterns
   */
  DigitPictures(boolean unicode) {
    this.unicode = unicode;
  }

  /** The lines of all digits with a caption below each. */
  List<String> lines(List<Digit> digits, List<String> captions) {
    List<String> lines = new ArrayList<>();
    for (int first = 0; first < digits.size(); first += A_ROW) {
      int end = Math.min(first + A_ROW, digits.size());
      List<List<String>> pictures = digits.subList(first, end).stream().map(this::picture).toList();
      for (int line = 0; line < pictures.getFirst().size(); line++) {
        StringBuilder row = new StringBuilder();
        for (List<String> picture : pictures) {
          row.append(padded(picture.get(line)));
        }
        lines.add(row.toString().stripTrailing());
      }
      StringBuilder row = new StringBuilder();
      captions.subList(first, end).forEach(caption -> row.append(padded(caption)));
      lines.add(row.toString().stripTrailing());
    }
    return lines;
  }

  private static String padded(String text) {
    return text + " ".repeat(Math.max(0, WIDTH + 1 - text.length()));
  }

  private List<String> picture(Digit digit) {
    List<String> lines = new ArrayList<>();
    for (int top = 0; top < Digit.SIDE; top += HEIGHT) {
      StringBuilder line = new StringBuilder();
      for (int left = 0; left < Digit.SIDE; left += 2) {
        line.append(unicode ? braille(digit, top, left) : plain(digit, top, left));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static char braille(Digit digit, int top, int left) {
    int pattern = BRAILLE;
    for (int row = 0; row < BRAILLE_BITS.length; row++) {
      for (int column = 0; column < 2; column++) {
        if (pixel(digit, top + row, left + column) > DARK) {
          pattern |= BRAILLE_BITS[row][column];
        }
      }
    }
    return (char) pattern;
  }

  private static char plain(Digit digit, int top, int left) {
    double sum = 0;
    for (int row = 0; row < HEIGHT; row++) {
      sum += pixel(digit, top + row, left) + pixel(digit, top + row, left + 1);
    }
    int shade = (int) Math.round(sum / (2 * HEIGHT) * (PLAIN.length() - 1));
    return PLAIN.charAt(shade);
  }

  private static double pixel(Digit digit, int row, int column) {
    return digit.pixels()[row * Digit.SIDE + column];
  }
}
