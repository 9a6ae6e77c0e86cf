package org.rotunda.paging.pager;

import java.io.IOException;
import java.util.SplittableRandom;
import org.rotunda.paging.store.PageSource;

/** A store file on a device that fails now and then once it was told to. */
final class FlakyPages implements PageSource {
  private final PageSource source;
  private final SplittableRandom random;
  private double failureRate;

  FlakyPages(PageSource source, long seed) {
    this.source = source;
    this.random = new SplittableRandom(seed);
  }

  /** From now on reads fail with this probability. */
  synchronized void failureRate(double rate) {
    failureRate = rate;
  }

  private synchronized boolean fails() {
    return random.nextDouble() < failureRate;
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
