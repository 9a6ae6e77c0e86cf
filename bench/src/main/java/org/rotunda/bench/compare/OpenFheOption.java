package org.rotunda.bench.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where OpenFHE is installed. */
public final class OpenFheOption {
  private static final String CONFIGURATION = "lib/OpenFHE/OpenFHEConfig.cmake";

  @Option(
      names = "--openfhe-prefix",
      paramLabel = "DIR",
      defaultValue = "${env:OPENFHE_PREFIX}",
      description = "Where OpenFHE 1.5 is installed; else the variable OPENFHE_PREFIX tells.")
  private Optional<Path> prefix = Optional.empty();

  /** For picocli. */
  public OpenFheOption() {}

  /**
   * The folder of the installation, if one is named; an empty variable of the environment names
   * none.
   *
   * @throws ParameterException if the folder has no OpenFHE
   */
  public Optional<Path> prefix(CommandLine commandLine) {
    Optional<Path> named = prefix.filter(path -> !path.toString().isEmpty());
    named.ifPresent(path -> requireInstalled("--openfhe-prefix", path, CONFIGURATION, commandLine));
    return named;
  }

  static void requireInstalled(String option, Path prefix, String file, CommandLine commandLine) {
    if (!Files.exists(prefix.resolve(file))) {
      throw new ParameterException(
          commandLine,
          "%s takes the folder of an installation, which has %s, but there is none in %s"
              .formatted(option, file, prefix));
    }
  }
}
