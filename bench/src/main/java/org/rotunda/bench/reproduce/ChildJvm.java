package org.rotunda.bench.reproduce;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.compiler.cli.IncubatorWarning;

/** A JVM of the same kind as this one, with another heap. */
final class ChildJvm {

  private static final long MEBIBYTE = 1 << 20;

  private ChildJvm() {}

  /**
   * Runs a class's main method to its end, on this process's standard streams.
   *
   * @param heapBytes the largest heap
   * @param options more options of the JVM
   * @return its exit code
   */
  static int run(long heapBytes, List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Xm"))
        .forEach(command::add);
    command.add("-Xmx" + Math.ceilDiv(heapBytes, MEBIBYTE) + "m");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Redirect.INHERIT)
            .redirectOutput(Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    try {
      IncubatorWarning.leaveOut(process.getErrorStream(), new FileOutputStream(FileDescriptor.err));
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while another JVM worked.", e);
    }
  }
}
