package org.rotunda.compiler.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a process of this JVM's kind did.
 *
 * @param exitCode its exit code
 * @param output what it printed on standard output and error
 */
record JavaProcess(int exitCode, String output) {
  private static final Path BUILD = Path.of(System.getProperty("rotunda.build"));

  /** The options that the build was told to give the JVMs of tests. */
  private static final List<String> OPTIONS =
      Pattern.compile("\\s+")
          .splitAsStream(System.getProperty("rotunda.test.jvmOptions", ""))
          .filter(option -> !option.isEmpty())
          .toList();

  /** Runs one to its end. */
  static JavaProcess run(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new JavaProcess(process.waitFor(), output);
  }

  /** Runs a jar that the build made. */
  static JavaProcess runJar(String jar, Object... arguments)
      throws IOException, InterruptedException {
    List<Object> all = new ArrayList<>(OPTIONS);
    all.addAll(List.of("-jar", BUILD.resolve(jar)));
    all.addAll(List.of(arguments));
    return run(all.toArray());
  }
}
