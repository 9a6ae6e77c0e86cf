package org.rotunda.bench.reproduce;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine that a measurement ran on. */
final class Machine {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.{1,100})$");

  private Machine() {}

  /** Returns processor, threads and Java in a line. */
  static String describe(int threads, int loaders) throws IOException {
    return "%s, %d threads an evaluation and %d for loading, Java %s"
        .formatted(processor(), threads, loaders, Runtime.version());
  }

  private static String processor() throws IOException {
    if (Files.isReadable(PROCESSORS)) {
      Matcher model = MODEL.matcher(Files.readString(PROCESSORS));
      if (model.find()) {
        return model.group(1);
      }
    }
    return System.getProperty("os.arch");
  }

  /** The physical memory in bytes; unbounded if it can't be told. */
  static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }
}
