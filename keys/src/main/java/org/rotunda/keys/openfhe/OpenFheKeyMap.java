package org.rotunda.keys.openfhe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.keys.openfhe.archive.Archive;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.openfhe.archive.Fields;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;
import org.rotunda.keys.openfhe.archive.Sink;
import org.rotunda.keys.wire.AtomicFile;

/**
 * OpenFHE's files of evaluation keys: for each key set its keys. They are read and written key by
 * key, so that one key at a time is in memory.
 */
public enum OpenFheKeyMap {
  /** What OpenFHE calls EvalMult keys: from powers of the secret, beginning with s^2. */
  RELINEARISATION {
    @Override
    Node<List<KeySet.Indexed>> keys(Sink<KeySet.Indexed> sink) {
      List<Long> indices = new ArrayList<>();
      return Node.stream(
          OpenFheEvaluationKey.POINTER.as(
              (key, archive) -> {
                indices.add((long) indices.size());
                return new KeySet.Indexed(indices.getLast(), key);
              },
              KeySet.Indexed::key),
          MAX_KEYS,
          sink);
    }

    @Override
    public boolean isEncapsulation(long index, long degree) {
      return false;
    }
  },

  /** What OpenFHE calls EvalAutomorphism, EvalRotate or EvalSum keys: by Galois element. */
  AUTOMORPHISM {
    @Override
    Node<List<KeySet.Indexed>> keys(Sink<KeySet.Indexed> sink) {
      return Pointer.passing(Node.stream(AUTOMORPHISM_ENTRY, MAX_KEYS, sink));
    }

    @Override
    public boolean isEncapsulation(long index, long degree) {
      return index == 2 * degree - 4 || index == 2 * degree - 2;
    }
  };

  private static final int MAX_KEYS = 1 << 17;
  private static final int MAX_KEY_SETS = 1 << 10;

  private static final Node<KeySet.Indexed> AUTOMORPHISM_ENTRY =
      Node.object(
          fields ->
              new KeySet.Indexed(
                  fields.get("key", Node.U32, KeySet.Indexed::index),
                  fields.get("value", OpenFheEvaluationKey.POINTER, KeySet.Indexed::key)));

  /** The keys of one key set. */
  abstract Node<List<KeySet.Indexed>> keys(Sink<KeySet.Indexed> sink);

  /**
   * Whether there is at an index a key of sparse-secret encapsulation, from the secret to a sparse
   * one or back: OpenFHE's bootstrapping keeps them among the automorphism keys, at even indices,
   * the one under the key tag of the sparse secret.
   *
   * @param degree N
   */
  public abstract boolean isEncapsulation(long index, long degree);

  private Node<List<KeySet>> node(KeyMapSink sink) {
    List<String> tags = new ArrayList<>();
    return Node.stream(
        Node.object(fields -> keySet(fields, tags, sink)), MAX_KEY_SETS, keySet -> {});
  }

  private KeySet keySet(Fields<KeySet> fields, List<String> tags, KeyMapSink sink)
      throws IOException {
    String tag = fields.get("key", Node.text(Ownership.MAX_TAG), KeySet::keyTag);
    if (!tags.isEmpty() && tag.compareTo(tags.getLast()) <= 0) {
      throw fields.malformed(
          "The key sets of a map are sorted, but \"%s\" comes after \"%s\"."
              .formatted(tag, tags.getLast()));
    }
    tags.add(tag);
    List<Long> indices = new ArrayList<>();
    Sink<KeySet.Indexed> entries =
        entry -> {
          if (!indices.isEmpty() && entry.index() <= indices.getLast()) {
            throw fields.malformed(
                "The keys of a map are sorted, but %d comes after %d."
                    .formatted(entry.index(), indices.getLast()));
          }
          indices.add(entry.index());
          sink.accept(tag, entry.index(), entry.key());
        };
    fields.get("value", keys(entries), KeySet::keys);
    return new KeySet(tag, List.of());
  }

  /**
   * Reads a map that makes up the whole of a stream.
   *
   * @param origin where the stream comes from, for messages
   * @throws org.rotunda.keys.openfhe.archive.ArchiveException if it is damaged or holds something
   *     else; the sink may have had some keys by then
   */
  public void read(String origin, InputStream in, ArchiveForm form, KeyMapSink sink)
      throws IOException {
    Archive.read(origin, in, form, node(sink));
  }

  /** Reads a file, in the form that its name tells. */
  public void read(Path file, KeyMapSink sink) throws IOException {
    ArchiveForm form = OpenFheFormat.formOf(file);
    try (InputStream in = Files.newInputStream(file)) {
      read(file.toString(), in, form, sink);
    }
  }

  /** Writes a map as the whole of a stream, which it leaves open. */
  public void write(List<KeySet> keySets, OutputStream out, ArchiveForm form) throws IOException {
    Archive.write(keySets, out, form, node((tag, index, key) -> {}));
  }

  /** Writes or replaces a file, in the form that its name tells. */
  public void write(List<KeySet> keySets, Path file) throws IOException {
    ArchiveForm form = OpenFheFormat.formOf(file);
    AtomicFile.write(file, out -> write(keySets, out, form));
  }
}
