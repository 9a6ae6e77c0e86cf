package org.rotunda.bench.memory;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this process knows of its memory. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*([0-9]+) kB$");

  private ProcessMemory() {}

  /** The most memory that the process had at a time; 0 where the system doesn't tell. */
  public static long peakBytes() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    Matcher matcher = PEAK.matcher(Files.readString(STATUS, StandardCharsets.UTF_8));
    return matcher.find() ? Long.parseLong(matcher.group(1)) << 10 : 0;
  }

  /** Bytes that all threads allocated on the heap so far. */
  static long allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? threads.getTotalThreadAllocatedBytes()
        : 0;
  }

  /** Milliseconds that collections took so far. */
  static long collectionMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }
}
