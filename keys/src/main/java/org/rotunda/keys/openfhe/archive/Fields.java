package org.rotunda.keys.openfhe.archive;

import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The fields of one object of an archive, in their order. */
public final class Fields<T> {
  private final Archive archive;
  private final Supplier<T> whole;

  Fields(Archive archive, Supplier<T> whole) {
    this.archive = archive;
    this.whole = whole;
  }

  /**
   * The next field: read from the archive, or taken from the value and written to it.
   *
   * @param name its name in JSON
   * @param accessor how a value gives it
   */
  public <V> V get(String name, Node<V> node, Function<T, V> accessor) throws IOException {
    return node.walk(archive, name, () -> accessor.apply(whole.get()));
  }

  /** The error for a field that is readable and wrong, at the place reached. */
  public ArchiveException malformed(String what) {
    return archive.malformed(what);
  }
}
