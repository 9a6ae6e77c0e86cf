package org.rotunda.keys.openfhe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rotunda.keys.openfhe.archive.Archive;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.wire.AtomicFile;

/**
 * A kind of object as OpenFHE serialises it, to a file or stream of its own. Maps of evaluation
 * keys are apart, in {@link OpenFheKeyMap}.
 *
 * @param <T> the kind
 */
public final class OpenFheFormat<T> {
  /** A crypto context. */
  public static final OpenFheFormat<OpenFheContext> CONTEXT =
      new OpenFheFormat<>(OpenFheContext.POINTER);

  /** A ciphertext. */
  public static final OpenFheFormat<OpenFheCiphertext> CIPHERTEXT =
      new OpenFheFormat<>(OpenFheCiphertext.POINTER);

  /** A public key. */
  public static final OpenFheFormat<OpenFhePublicKey> PUBLIC_KEY =
      new OpenFheFormat<>(OpenFhePublicKey.POINTER);

  /** A secret key, in clear. */
  public static final OpenFheFormat<OpenFheSecretKey> SECRET_KEY =
      new OpenFheFormat<>(OpenFheSecretKey.POINTER);

  /** A polynomial, as which OpenFHE can serialise an encoded plaintext. */
  public static final OpenFheFormat<OpenFhePolynomial> POLYNOMIAL =
      new OpenFheFormat<>(OpenFhePolynomial.NODE);

  private final Node<T> node;

  private OpenFheFormat(Node<T> node) {
    this.node = node;
  }

  /**
   * Reads an object that makes up the whole of a stream.
   *
   * @param origin where the stream comes from, for messages
   * @throws org.rotunda.keys.openfhe.archive.ArchiveException if it is damaged or is another object
   */
  public T read(String origin, InputStream in, ArchiveForm form) throws IOException {
    return Archive.read(origin, in, form, node);
  }

  /** Reads a file, in the form that its name tells. */
  public T read(Path file) throws IOException {
    ArchiveForm form = formOf(file);
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in, form);
    }
  }

  /** Writes an object as the whole of a stream, which it leaves open. */
  public void write(T object, OutputStream out, ArchiveForm form) throws IOException {
    Archive.write(object, out, form, node);
  }

  /** Writes or replaces a file, in the form that its name tells. */
  public void write(T object, Path file) throws IOException {
    ArchiveForm form = formOf(file);
    AtomicFile.write(file, out -> write(object, out, form));
  }

  /**
   * The form that a file's name tells.
   *
   * @throws IllegalArgumentException if it ends neither in .bin nor in .json
   */
  public static ArchiveForm formOf(Path file) {
    String name = file.toString();
    if (name.endsWith(".bin")) {
      return ArchiveForm.BINARY;
    }
    if (name.endsWith(".json")) {
      return ArchiveForm.JSON;
    }
    throw new IllegalArgumentException(
        "The name of a serialised object ends in .bin or .json, but \"%s\" was given."
            .formatted(name));
  }
}
