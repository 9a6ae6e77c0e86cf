package org.rotunda.paging.store;

/** The bytes that one reader of keys reads runs into: it grows to the longest and is kept. */
public final class ReadBuffer {
  private byte[] bytes = new byte[0];

  /** An empty buffer, for one thread at a time. */
  public ReadBuffer() {}

  /**
   * The bytes that a buffer grows to for the keys of a store of given geometry.
   *
   * @param level the highest level of the keys
   * @param authenticated whether the digests of pages are read too
   */
  public static long bytes(PageGeometry geometry, int level, boolean authenticated) {
    return (long) geometry.runBytes(level)
        + (authenticated ? geometry.tableBytes(geometry.maxLevel()) : 0);
  }

  /** Its length in bytes. */
  public int capacity() {
    return bytes.length;
  }

  /** The buffer, at least this long; what it held before is lost if it had to grow. */
  byte[] ofAtLeast(int length) {
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    return bytes;
  }
}
