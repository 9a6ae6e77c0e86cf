package org.rotunda.paging.pager;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.rotunda.paging.store.PageSource;

/** A store file on a device whose every read takes some time of a stage. */
final class DelayedPages implements PageSource {
  private final PageSource source;
  private final Stage stage;
  private final AtomicLong delay = new AtomicLong();

  DelayedPages(PageSource source, Stage stage) {
    this.source = source;
    this.stage = stage;
  }

  /** From now on every read takes this time. */
  void delay(long nanos) {
    delay.set(nanos);
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
    if (delay.get() > 0) {
      stage.sleep(delay.get());
    }
    source.read(position, target, offset, length);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
