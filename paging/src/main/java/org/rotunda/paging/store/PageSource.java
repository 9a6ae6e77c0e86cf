package org.rotunda.paging.store;

import java.io.IOException;

/**
 * Positional reads of a store file. Safe for use by several threads; a thread that reads must not
 * be interrupted, because an interrupt closes a file channel for everybody.
 */
public interface PageSource extends AutoCloseable {
  /** What messages call the file. */
  String name();

  /** The length of the file in bytes. */
  long size() throws IOException;

  /**
   * Fills a part of an array from the file.
   *
   * @param position the first byte in the file
   * @param target the array
   * @param offset the first byte in the array
   * @param length how many bytes
   * @throws java.io.EOFException if the file ends before
   */
  void read(long position, byte[] target, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;
}
