package org.rotunda.bench.mnist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A few digits as one file: for each digit one label byte, 0..9, and 784 grey values, row by row.
 * {@code digits.json} beside it states this layout and that a grey value is divided by 255 to
 * become an input of the network.
 */
public final class DigitFiles {

  /** The name of the file with the digits. */
  public static final String DIGITS = "digits.bin";

  /** The name of the file that describes them. */
  public static final String DESCRIPTION = "digits.json";

  private static final int RECORD_BYTES = 1 + Digits.PIXELS;
  private static final long LARGEST_FILE = 10_000L * RECORD_BYTES;

  private DigitFiles() {}

  /**
   * What {@code digits.json} states.
   *
   * @param file the file with the digits
   * @param shape its dimensions: digits, bytes a digit
   * @param record the parts of a digit's bytes
   * @param pixelDivisor what a grey value is divided by to become an input
   */
  private record Description(
      String file, List<Integer> shape, List<String> record, int pixelDivisor) {}

  /**
   * Writes the digits, then their description.
   *
   * @param folder an existing folder
   * @param digits the digits
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, Digits digits) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(digits.count(), RECORD_BYTES));
    for (int i = 0; i < digits.count(); i++) {
      bytes.put((byte) digits.label(i)).put(digits.greys(i));
    }
    WholeFile.write(folder.resolve(DIGITS), bytes.array());
    Description description =
        new Description(
            DIGITS,
            List.of(digits.count(), RECORD_BYTES),
            List.of("1 byte: label", "784 bytes: grey values, 28 rows of 28"),
            Digits.WHITE);
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    WholeFile.write(folder.resolve(DESCRIPTION), mapper.writeValueAsBytes(description));
  }

  /**
   * Reads the digits.
   *
   * @param folder a folder that {@link #write} filled
   * @throws MnistFormatException if the file is not a whole number of digits or a label is above 9
   * @throws IOException if the file cannot be read
   */
  public static Digits read(Path folder) throws IOException {
    Path file = folder.resolve(DIGITS);
    long size = Files.size(file);
    if (size % RECORD_BYTES != 0 || size > LARGEST_FILE) {
      throw new MnistFormatException(
          "%s: expected a multiple of %d bytes, at most %d, but found %d; write the digits again"
              .formatted(file, RECORD_BYTES, LARGEST_FILE, size));
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int count = bytes.remaining() / RECORD_BYTES;
    byte[] labels = new byte[count];
    byte[] greys = new byte[count * Digits.PIXELS];
    for (int i = 0; i < count; i++) {
      labels[i] = bytes.get();
      bytes.get(greys, i * Digits.PIXELS, Digits.PIXELS);
    }
    try {
      return new Digits(labels, greys);
    } catch (IllegalArgumentException e) {
      throw new MnistFormatException(
          "%s: expected labels and pixels of digits but found that %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
