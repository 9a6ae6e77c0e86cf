package org.rotunda.paging.store;

import java.io.IOException;

/** A store file that is being written. Used by one thread at a time. */
public interface PageSink extends PageSource {
  /** Writes the whole array at a position, which may lie at or before the end of the file. */
  void write(long position, byte[] bytes) throws IOException;

  /** Returns when everything written so far would survive a loss of power. */
  void force() throws IOException;

  /** Cuts the file off at a length not above its own. */
  void truncate(long length) throws IOException;
}
