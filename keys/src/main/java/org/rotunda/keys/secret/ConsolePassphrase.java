package org.rotunda.keys.secret;

import java.io.Console;
import java.util.Optional;

/** Asks at the terminal, without echo. */
public final class ConsolePassphrase implements PassphraseSource {
  private final HiddenPrompt prompt;
  private final boolean isNew;

  /** Shows a line and reads another without echo. */
  @FunctionalInterface
  interface HiddenPrompt {
    /** The characters entered, or nothing at the end of input. */
    Optional<char[]> ask(String line);
  }

  ConsolePassphrase(HiddenPrompt prompt, boolean isNew) {
    this.prompt = prompt;
    this.isNew = isNew;
  }

  /**
   * Asks for the passphrase of an existing key.
   *
   * @throws PassphraseException if there is no terminal
   */
  public static ConsolePassphrase ofExistingKey() throws PassphraseException {
    return new ConsolePassphrase(terminal(), false);
  }

  /**
   * Asks twice for the passphrase of a key to be made, and takes it only if both are equal.
   *
   * @throws PassphraseException if there is no terminal
   */
  public static ConsolePassphrase ofNewKey() throws PassphraseException {
    return new ConsolePassphrase(terminal(), true);
  }

  private static HiddenPrompt terminal() throws PassphraseException {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () ->
                    new PassphraseException(
                        "A passphrase is asked for at a terminal, but there is none; give it in a"
                            + " file or an environment variable."));
    return line -> Optional.ofNullable(console.readPassword("%s", line));
  }

  @Override
  public Passphrase obtain() throws PassphraseException {
    if (!isNew) {
      return ask("Passphrase of the secret key: ");
    }
    Passphrase first = ask("New passphrase for the secret key: ");
    boolean equal = false;
    try (Passphrase second = ask("The same once more: ")) {
      equal = first.matches(second);
      if (!equal) {
        throw new PassphraseException("The two passphrases differ; start again.");
      }
    } finally {
      if (!equal) {
        first.close();
      }
    }
    return first;
  }

  private Passphrase ask(String line) throws PassphraseException {
    return new Passphrase(
        prompt
            .ask(line)
            .orElseThrow(
                () ->
                    new PassphraseException(
                        "A passphrase was asked for, but the input ended; enter one.")));
  }
}
