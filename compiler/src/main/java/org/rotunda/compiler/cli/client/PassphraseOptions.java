package org.rotunda.compiler.cli.client;

import java.nio.file.Path;
import java.util.Optional;
import org.rotunda.keys.secret.ConsolePassphrase;
import org.rotunda.keys.secret.EnvironmentPassphrase;
import org.rotunda.keys.secret.FilePassphrase;
import org.rotunda.keys.secret.PassphraseException;
import org.rotunda.keys.secret.PassphraseSource;
import picocli.CommandLine.Option;

/**
 * Where the passphrase of the secret key comes from: a file, an environment variable, or a prompt.
 */
final class PassphraseOptions {
  /** One of the two. */
  static final class Given {
    @Option(
        names = "--passphrase-file",
        paramLabel = "FILE",
        description = "The passphrase is the first line of a file.")
    private Optional<Path> file = Optional.empty();

    @Option(
        names = "--passphrase-env",
        paramLabel = "VARIABLE",
        description = "The passphrase is in an environment variable.")
    private Optional<String> variable = Optional.empty();

    /** The file, if it comes from one. */
    Optional<Path> file() {
      return file;
    }

    /** What is given, if anything is. */
    private Optional<PassphraseSource> source() {
      Optional<PassphraseSource> fromFile = file.map(FilePassphrase::new);
      return fromFile.or(() -> variable.map(EnvironmentPassphrase::new));
    }
  }

  private PassphraseOptions() {}

  /** The passphrase of a key that exists. */
  static PassphraseSource ofExistingKey(Given given) throws PassphraseException {
    Optional<PassphraseSource> source = given.source();
    return source.isPresent() ? source.get() : ConsolePassphrase.ofExistingKey();
  }

  /** The passphrase of a key that is about to be made. */
  static PassphraseSource ofNewKey(Given given) throws PassphraseException {
    Optional<PassphraseSource> source = given.source();
    return source.isPresent() ? source.get() : ConsolePassphrase.ofNewKey();
  }
}
