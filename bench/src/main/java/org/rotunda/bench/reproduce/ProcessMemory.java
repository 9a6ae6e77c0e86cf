package org.rotunda.bench.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process has in physical memory, as Linux tells it. */
final class ProcessMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*([0-9]{1,15}) kB$");

  private ProcessMemory() {}

  /** The most bytes that this process had at a time; empty where there is no {@code /proc}. */
  static OptionalLong peakBytes() throws IOException {
    return Files.isReadable(STATUS) ? peakBytes(Files.readString(STATUS)) : OptionalLong.empty();
  }

  static OptionalLong peakBytes(String status) {
    Matcher matcher = PEAK.matcher(status);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10)
        : OptionalLong.empty();
  }
}
