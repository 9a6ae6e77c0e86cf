package org.rotunda.compiler.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a process of this JVM's kind did.
 *
 * @param exitCode its exit code
 * @param output what it printed on standard output and error
 */
record JavaProcess(int exitCode, String output) {
  private static final Set<String> USERS_OWN =
      Set.of("JDK_JAVA_OPTIONS", "XDG_DATA_HOME", "LOCALAPPDATA");

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
    command.addAll(CommandRun.texts(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // What the user has set for all of Java, and where the user's data are.
    builder.environment().keySet().removeAll(USERS_OWN);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new JavaProcess(process.waitFor(), output);
  }

  /** Runs the command line as compiled, in one process, for a user with a home of their own. */
  static JavaProcess runAtHome(Path home, Object... arguments)
      throws IOException, InterruptedException {
    List<Object> all = new ArrayList<>(OPTIONS);
    all.addAll(List.of("-Duser.home=" + home, "-XX:TieredStopAtLevel=1"));
    all.addAll(List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    all.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), Rotunda.class.getName()));
    all.addAll(List.of(arguments));
    return run(all.toArray());
  }

  /** Runs a jar that the build made. */
  static JavaProcess runJar(String jar, Object... arguments)
      throws IOException, InterruptedException {
    List<Object> all = new ArrayList<>(OPTIONS);
    all.addAll(List.of("-jar", Path.of(System.getProperty("rotunda.build"), jar)));
    all.addAll(List.of(arguments));
    return run(all.toArray());
  }
}
