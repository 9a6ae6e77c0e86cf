package org.rotunda.keys.openfhe.archive;

import java.io.IOException;

/** An archive that is damaged, incomplete, or holds what is not understood. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1L;
  private final String position;

  ArchiveException(String origin, String position, String what) {
    super("%s, %s: %s".formatted(origin, position, what));
    this.position = position;
  }

  /** Where: a byte offset such as "at byte 17", or a JSON pointer such as "at /value0/cc". */
  public String position() {
    return position;
  }
}
