package org.rotunda.keys.secret;

import java.io.IOException;

/** A passphrase that can't be had from its source, or is none. */
public final class PassphraseException extends IOException {
  private static final long serialVersionUID = 1L;

  PassphraseException(String message) {
    super(message);
  }
}
