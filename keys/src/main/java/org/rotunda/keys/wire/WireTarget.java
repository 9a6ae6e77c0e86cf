package org.rotunda.keys.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Where an object is written to. */
@FunctionalInterface
public interface WireTarget {
  /** Writes an object as a whole. */
  void write(AtomicFile.Content content) throws IOException;

  /** A file, replaced as a whole or not at all. */
  static WireTarget file(Path file) {
    return content -> AtomicFile.write(file, content);
  }

  /** A file that only its owner can read, replaced as a whole or not at all. */
  static WireTarget privateFile(Path file) {
    return content -> AtomicFile.writePrivate(file, content);
  }

  /**
   * A file that only its owner can read and that doesn't exist yet: {@link #write} throws {@link
   * java.nio.file.FileAlreadyExistsException} if it does, and leaves it as it is.
   */
  static WireTarget newPrivateFile(Path file) {
    return content -> AtomicFile.createPrivate(file, content);
  }

  /** A stream, flushed after the object. */
  static WireTarget stream(OutputStream out) {
    return content -> {
      BufferedOutputStream buffered = new BufferedOutputStream(out);
      content.writeTo(buffered);
      buffered.flush();
    };
  }
}
