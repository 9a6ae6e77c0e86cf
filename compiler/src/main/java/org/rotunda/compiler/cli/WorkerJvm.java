package org.rotunda.compiler.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JVM of the same kind as this one, started with the modules that the kernels want: a jar's
 * manifest can't add them.
 *
 * <p>It gets the heap that the command's work asks for, unless this JVM was given another, and this
 * JVM's system properties and limits of its vectors; its other options serve a quick start only. It
 * shares standard input and output. Standard error passes through here, so that the JVM's own line
 * about incubator modules is left out; all else appears as it comes.
 */
final class WorkerJvm {
  private static final String VECTORS = "jdk.incubator.vector";

  /** How options that concern the work begin. */
  private static final List<String> PASSED_ON =
      List.of("-Xm", "-D", "-XX:UseAVX=", "-XX:MaxVectorSize=");

  private final List<String> options;

  private WorkerJvm(List<String> options) {
    this.options = List.copyOf(options);
  }

  /**
   * Returns the JVM to work in; empty if this one has the module, or no JVM here could have it.
   *
   * @param own options that the command's work asks for
   */
  static Optional<WorkerJvm> unlessThisOne(List<String> own) {
    boolean present = ModuleLayer.boot().findModule(VECTORS).isPresent();
    boolean available = ModuleFinder.ofSystem().find(VECTORS).isPresent();
    if (present || !available) {
      return Optional.empty();
    }
    List<String> options = new ArrayList<>();
    options.add("--add-modules=" + VECTORS);
    // Kryo and JLargeArrays still use what this JDK would warn about.
    options.add("--sun-misc-unsafe-memory-access=allow");
    options.add("--enable-native-access=ALL-UNNAMED");
    // With smaller regions, limbs of half a mebibyte would waste nearly half the heap.
    options.addAll(own.isEmpty() ? List.of("-XX:G1HeapRegionSize=8m") : own);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> PASSED_ON.stream().anyMatch(option::startsWith))
        .forEach(options::add);
    options.addAll(program());
    return Optional.of(new WorkerJvm(options));
  }

  private static List<String> program() {
    Module module = Rotunda.class.getModule();
    String main = Rotunda.class.getName();
    return module.isNamed()
        ? List.of("-p", System.getProperty("jdk.module.path"), "-m", module.getName() + "/" + main)
        : List.of("-cp", System.getProperty("java.class.path"), main);
  }

  /** Runs the command line there, to its end, and returns its exit code. */
  int run(String[] arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.INHERIT)
              .redirectOutput(Redirect.INHERIT)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      IncubatorWarning.leaveOut(process.getErrorStream(), new FileOutputStream(FileDescriptor.err));
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the JVM " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Rotunda.FAILED;
    }
  }
}
