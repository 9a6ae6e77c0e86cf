package org.rotunda.compiler.cli;

import java.util.concurrent.Callable;

/**
 * A subcommand of the command line, found through {@link java.util.ServiceLoader}.
 *
 * <p>An implementation carries picocli's {@code @CommandLine.Command} with its name. {@link
 * #call()} does the work and returns the exit code; what it throws becomes one sentence on standard
 * error and the exit code {@link Rotunda#FAILED}.
 */
public interface Command extends Callable<Integer> {}
