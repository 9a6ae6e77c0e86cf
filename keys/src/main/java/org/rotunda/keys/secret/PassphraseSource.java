package org.rotunda.keys.secret;

import java.io.IOException;

/** Where a passphrase comes from. */
@FunctionalInterface
public interface PassphraseSource {
  /**
   * Gets the passphrase, which the caller closes.
   *
   * @throws PassphraseException if the source has none
   * @throws IOException if the source can't be read
   */
  Passphrase obtain() throws IOException;
}
