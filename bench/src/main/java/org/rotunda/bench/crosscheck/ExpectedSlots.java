package org.rotunda.bench.crosscheck;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.keys.openfhe.MismatchException;

/**
 * The values that a plaintext should encode: those of a text file beside it, or else the usual
 * ones. The file has a line a slot: a real part and, after a space, an imaginary one if it is not
 * zero.
 *
 * @param values a value a slot
 * @param origin what they are, in words
 */
record ExpectedSlots(ComplexVector values, String origin) {
  /** More than any two numbers need that are written exactly. */
  private static final int MAX_LINE = 256;

  /** The usual value at a slot's index. */
  static ExpectedSlots usual(String formula, int slots, IntToDoubleFunction value) {
    return new ExpectedSlots(
        ComplexVector.ofReal(IntStream.range(0, slots).mapToDouble(value).toArray()), formula);
  }

  /**
   * The values in a file.
   *
   * @throws MismatchException if there are not as many lines as slots, or one is not one or two
   *     finite numbers
   */
  static ExpectedSlots read(Path file, int slots) throws IOException {
    if (Files.size(file) > (long) MAX_LINE * slots) {
      throw new MismatchException(
          "The file %s should have %d lines of less than %d characters, but is of %d bytes; give a value for each slot."
              .formatted(file, slots, MAX_LINE, Files.size(file)));
    }
    double[] re = new double[slots];
    double[] im = new double[slots];
    int count = 0;
    // Latin letters, so that what is no text at all is reported as a line that is no number.
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (count < slots) {
          String[] words = line.strip().split("\\s+", -1);
          re[count] = number(words[0], file, count);
          im[count] = words.length == 1 ? 0 : number(words[1], file, count);
          if (words.length > 2) {
            throw unexpected(file, count, words[2]);
          }
        }
        count++;
      }
    }
    if (count != slots) {
      throw new MismatchException(
          "The file %s should have a line for each of %d slots, but has %d; give as many values as the context's batch size."
              .formatted(file, slots, count));
    }
    return new ExpectedSlots(
        ComplexVector.of(re, im), "the values of %s".formatted(file.getFileName()));
  }

  /** The largest magnitude. */
  double largest() {
    return IntStream.range(0, values.size())
        .mapToDouble(i -> Math.hypot(values.real(i), values.imaginary(i)))
        .max()
        .orElseThrow();
  }

  private static double number(String word, Path file, int index) {
    Optional<Double> number = parsed(word).filter(Double::isFinite);
    return number.orElseThrow(() -> unexpected(file, index, word));
  }

  private static Optional<Double> parsed(String word) {
    try {
      return Optional.of(Double.valueOf(word));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static MismatchException unexpected(Path file, int index, String word) {
    return new MismatchException(
        "Line %d of %s should be a finite real part and, if it is not zero, a space and an imaginary part, but has '%s'; correct it."
            .formatted(index + 1, file, word));
  }
}
