package org.rotunda.compiler.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A subcommand of the command line, found through {@link java.util.ServiceLoader}.
 *
 * <p>An implementation carries picocli's {@code @CommandLine.Command} with its name. {@link
 * #call()} does the work and returns the exit code; what it throws becomes one sentence on standard
 * error and the exit code {@link Rotunda#FAILED}.
 */
public interface Command extends Callable<Integer> {
  /**
   * The options of a JVM that is to run this command with the options it was given. Asked before
   * the JVM is started that then does the work, so it should be quick.
   *
   * @throws IOException or an unchecked exception if it can't be told; then the JVM is started with
   *     the usual options, and the command says there what is wrong
   */
  default List<String> jvmOptions() throws IOException {
    return List.of();
  }
}
