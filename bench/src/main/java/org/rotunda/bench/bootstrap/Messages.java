package org.rotunda.bench.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.rotunda.compiler.cli.job.JobException;

/** The real numbers that are bootstrapped: uniform in [-1, 1], the same always. */
final class Messages {
  private static final long SEED = 7;

  private Messages() {}

  static double[] uniform(int slots) {
    return new SplittableRandom(SEED).doubles(slots, -1, 1).toArray();
  }

  /** Writes numbers, one a line, with all their digits. */
  static void write(Path file, double[] numbers) throws IOException {
    Files.writeString(
        file,
        Arrays.stream(numbers)
            .mapToObj(Double::toString)
            .collect(Collectors.joining("\n", "", "\n")),
        StandardCharsets.UTF_8);
  }

  /**
   * Reads as many numbers as are expected.
   *
   * @throws JobException if there are others
   */
  static double[] read(Path file, int expected) throws IOException {
    try {
      double[] numbers =
          Files.readAllLines(file, StandardCharsets.UTF_8).stream()
              .mapToDouble(Double::parseDouble)
              .toArray();
      if (numbers.length == expected) {
        return numbers;
      }
      throw new JobException(
          "%s: %d numbers are expected, but there are %d; run it again."
              .formatted(file, expected, numbers.length));
    } catch (NumberFormatException e) {
      throw new JobException(
          "%s: A number a line is expected, but %s".formatted(file, e.getMessage()), e);
    }
  }
}
