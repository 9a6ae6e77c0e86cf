package org.rotunda.compiler.cost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine computes with. */
public final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private Processor() {}

  /** Its model where the system tells, which is on Linux; else its architecture. */
  public static String name() {
    return name(DESCRIPTION, System.getProperty("os.arch"));
  }

  /**
   * The model that a description of the system's names, or the architecture where there is none
   * that {@link Conditions} take: virtual machines make up what they like.
   */
  static String name(Path description, String architecture) {
    if (!Files.isReadable(description)) {
      return architecture;
    }
    // Not by Files.lines, which refuses what is no UTF-8.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(description), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> line.startsWith(MODEL) && line.contains(":"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .filter(Conditions::isName)
          .orElse(architecture);
    } catch (IOException | UncheckedIOException _) {
      return architecture;
    }
  }
}
