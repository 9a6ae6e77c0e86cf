package org.rotunda.compiler.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this machine computes with. */
public final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private Processor() {}

  /** Its model where the system tells, which is on Linux; else its architecture. */
  public static String name() {
    String architecture = System.getProperty("os.arch");
    if (!Files.isReadable(DESCRIPTION)) {
      return architecture;
    }
    try (Stream<String> lines = Files.lines(DESCRIPTION, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    } catch (IOException _) {
      return architecture;
    }
  }
}
