package org.rotunda.keys.openfhe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tools.jackson.core.exc.JacksonIOException;

/**
 * One pass over an archive, which it reads or writes. Every method returns the value that passed:
 * read from the archive, when the supplier is not asked, or taken from the supplier and written.
 *
 * <p>Nothing read is trusted: strings, arrays and counts have bounds, and memory is taken as
 * content arrives, not as it is announced.
 */
public abstract sealed class Archive permits BinaryInput, BinaryOutput, JsonInput, JsonOutput {
  private final String origin;
  private final PointerTable pointers = new PointerTable(this);
  private final Set<String> versioned = new HashSet<>();

  Archive(String origin) {
    this.origin = origin;
  }

  /**
   * Reads one value that makes up the whole of a stream.
   *
   * @param origin where the stream comes from, for messages
   * @throws ArchiveException if it is damaged, holds something else, or goes on after the value
   */
  public static <T> T read(String origin, InputStream in, ArchiveForm form, Node<T> node)
      throws IOException {
    Archive archive =
        switch (form) {
          case BINARY -> new BinaryInput(origin, in);
          case JSON -> new JsonInput(origin, in);
        };
    T value =
        node.walk(
            archive,
            "value0",
            () -> {
              throw new IllegalStateException("A value being read has no fields to give.");
            });
    archive.finish();
    return value;
  }

  /**
   * Writes one value as the whole of a stream, which it leaves open.
   *
   * @throws IOException what the stream throws, in either form
   */
  public static <T> void write(T value, OutputStream out, ArchiveForm form, Node<T> node)
      throws IOException {
    try {
      Archive archive =
          switch (form) {
            case BINARY -> new BinaryOutput(out);
            case JSON -> new JsonOutput(out);
          };
      node.walk(archive, "value0", () -> value);
      archive.finish();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  PointerTable pointers() {
    return pointers;
  }

  /** The version of a class, which an archive states where the class occurs first. */
  void version(String type, long expected) throws IOException {
    if (versioned.add(type)) {
      long found = number("cereal_class_version", Width.U32, () -> expected);
      if (found != expected) {
        throw malformed(
            "Version %d of %s is understood, but this is version %d; write it with OpenFHE 1.5."
                .formatted(expected, type, found));
      }
    }
  }

  /** The error for what is readable and wrong, at the place reached. */
  public ArchiveException malformed(String what) {
    return new ArchiveException(origin, position(), what);
  }

  /** An unsigned integer. */
  abstract long number(String name, Width width, LongSupplier value) throws IOException;

  /** A floating-point number of single or double precision. */
  abstract double real(String name, boolean single, DoubleSupplier value) throws IOException;

  /** A string of at most so many bytes. */
  abstract String text(String name, int most, Supplier<String> value) throws IOException;

  /** An array of at most so many unsigned 64-bit integers. */
  abstract long[] words(String name, int most, Supplier<long[]> value) throws IOException;

  /** What encloses named fields. */
  abstract <R> R object(String name, Body<R> body) throws IOException;

  /** Runs a body once for each element of a sequence. */
  abstract void items(String name, long most, LongSupplier count, Body<?> item) throws IOException;

  /** Ends the archive: nothing may follow what was read, and all that was written is flushed. */
  abstract void finish() throws IOException;

  /** Where the archive is, for messages. */
  abstract String position();
}
