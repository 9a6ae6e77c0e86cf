package org.rotunda.compiler.cli.job;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes as people write it: {@code 32MiB}, {@code 512KiB}, {@code 1GiB}, or plain
 * bytes.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18}) ?(B|KiB|MiB|GiB|TiB)?");
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final int BITS_A_UNIT = 10;

  /** Reads sizes on the command line. */
  public static final class Converter implements ITypeConverter<ByteSize> {
    /** For picocli. */
    public Converter() {}

    @Override
    public ByteSize convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if the text is none, or too large
   */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "A size such as 32MiB, 512KiB, 1GiB or a number of bytes is expected, but '%s' was found"
              .formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    int shift = BITS_A_UNIT * unit(matcher);
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException(
          "A size below 2^63 bytes is expected, but '%s' was found".formatted(text));
    }
    return new ByteSize(number << shift);
  }

  private static int unit(Matcher matcher) {
    for (int unit = UNITS.length - 1; unit > 0; unit--) {
      if (UNITS[unit].equals(matcher.group(2))) {
        return unit;
      }
    }
    return 0;
  }

  /** The size in the largest unit that leaves at least 1, with one decimal. */
  @Override
  public String toString() {
    int unit = 0;
    while (unit < UNITS.length - 1 && bytes >> (BITS_A_UNIT * (unit + 1)) > 0) {
      unit++;
    }
    return unit == 0
        ? "%d B".formatted(bytes)
        : String.format(
            Locale.ROOT, "%.1f %s", Math.scalb((double) bytes, -BITS_A_UNIT * unit), UNITS[unit]);
  }
}
