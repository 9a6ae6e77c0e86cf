package org.rotunda.paging.pager;

import java.io.IOException;
import org.rotunda.paging.store.PageSource;

/** A store file on a device that fails given reads, counted from when it was told to. */
final class FaultyPages implements PageSource {
  private final PageSource source;
  private int count;
  private int firstFailing = Integer.MAX_VALUE;
  private int failing;

  FaultyPages(PageSource source) {
    this.source = source;
  }

  /** Counts from here on, and fails some reads in a row. */
  synchronized void fail(int first, int number) {
    count = 0;
    firstFailing = first;
    failing = number;
  }

  /** The reads counted. */
  synchronized int count() {
    return count;
  }

  private synchronized boolean fails() {
    int read = count++;
    return read >= firstFailing && read - firstFailing < failing;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public long size() throws IOException {
    return source.size();
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) throws IOException {
    if (fails()) {
      throw new IOException("the device does not answer");
    }
    source.read(position, target, offset, length);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
