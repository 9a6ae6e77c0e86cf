package org.rotunda.keys.secret;

import java.io.IOException;

/**
 * A passphrase that doesn't open a secret key. Someone who changed the file and its checksum on
 * purpose causes it too.
 */
public final class WrongPassphraseException extends IOException {
  private static final long serialVersionUID = 1L;

  WrongPassphraseException(String origin) {
    super(
        "%s: The passphrase does not open this secret key; enter the one it was made with."
            .formatted(origin));
  }
}
