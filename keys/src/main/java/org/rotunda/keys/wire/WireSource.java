package org.rotunda.keys.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an object is read from. */
@FunctionalInterface
public interface WireSource {
  /**
   * Reads and checks the header of the object.
   *
   * @throws WireException if it is not an object of a known version and of an acceptable length
   */
  WireReader open() throws IOException;

  /** A file that holds one object and nothing else, of any size. */
  static WireSource file(Path file) {
    return file(file, Long.MAX_VALUE);
  }

  /**
   * A file that holds one object and nothing else.
   *
   * @param most the largest size accepted, in bytes
   */
  static WireSource file(Path file, long most) {
    return () -> {
      InputStream in = Files.newInputStream(file);
      boolean opened = false;
      try {
        WireReader reader = new WireReader(file.toString(), in, in, most);
        long found = Files.size(file);
        long stated = reader.header().totalBytes();
        if (found < stated) {
          throw new WireException.Truncated(file.toString(), stated, found);
        }
        if (found > stated) {
          throw reader.malformed(
              "A length of %d bytes is stated, but the file has %d.".formatted(stated, found));
        }
        opened = true;
        return reader;
      } finally {
        if (!opened) {
          in.close();
        }
      }
    };
  }

  /**
   * The next object of a stream, which is read up to the object's end and stays open.
   *
   * @param name where the stream comes from, for messages
   * @param most the largest size accepted, in bytes
   */
  static WireSource stream(String name, InputStream in, long most) {
    return () -> new WireReader(name, in, () -> {}, most);
  }
}
