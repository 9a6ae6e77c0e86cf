package org.rotunda.keys.secret;

import java.util.Map;

/**
 * Takes an environment variable. The variable stays in the memory of this process and of those it
 * starts, where it can't be wiped.
 */
public final class EnvironmentPassphrase implements PassphraseSource {
  private final String variable;
  private final Map<String, String> environment;

  /** The variable with the given name. */
  public EnvironmentPassphrase(String variable) {
    this(variable, System.getenv());
  }

  EnvironmentPassphrase(String variable, Map<String, String> environment) {
    this.variable = variable;
    this.environment = environment;
  }

  @Override
  public Passphrase obtain() throws PassphraseException {
    String value = environment.get(variable);
    if (value == null) {
      throw new PassphraseException(
          "The passphrase is expected in the environment variable %s, but it is not set; set it or give a file."
              .formatted(variable));
    }
    return new Passphrase(value.toCharArray());
  }
}
