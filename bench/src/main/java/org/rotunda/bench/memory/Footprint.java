package org.rotunda.bench.memory;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a number of rotations took.
 *
 * @param nanos of one rotation
 * @param peakBytes the most memory that the process had at a time; 0 if the system doesn't tell
 * @param allocatedBytes on the heap, in one rotation
 * @param collectionMillis of all collections together
 */
record Footprint(double nanos, long peakBytes, long allocatedBytes, long collectionMillis) {
  private static final Pattern FORM =
      Pattern.compile("footprint ([0-9.E]+) ([0-9]+) ([0-9]+) ([0-9]+)");

  /** Reads what {@link #line} wrote; empty for any other line. */
  static Optional<Footprint> parse(String line) {
    Matcher matcher = FORM.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Footprint(
                Double.parseDouble(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4))))
        : Optional.empty();
  }

  /** One line, for another process to read. */
  String line() {
    return String.format(
        Locale.ROOT, "footprint %.0f %d %d %d", nanos, peakBytes, allocatedBytes, collectionMillis);
  }
}
