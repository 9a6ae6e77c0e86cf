package org.rotunda.paging.store;

import java.io.EOFException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A store file in memory that notes what is done to it. */
public final class MemoryPages implements PageSink {
  private final List<String> operations = new ArrayList<>();
  private byte[] content;

  /** A file with the given content. */
  public MemoryPages(byte[] content) {
    this.content = content.clone();
  }

  /** The content now. */
  public synchronized byte[] content() {
    return content.clone();
  }

  /** What was done, in order: "read 0+100", "write ...", "force", "truncate ...". */
  public synchronized List<String> operations() {
    return List.copyOf(operations);
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public synchronized long size() {
    return content.length;
  }

  @Override
  public synchronized void read(long position, byte[] target, int offset, int length)
      throws EOFException {
    operations.add("read %d+%d".formatted(position, length));
    if (position + length > content.length) {
      throw new EOFException();
    }
    System.arraycopy(content, (int) position, target, offset, length);
  }

  @Override
  public synchronized void write(long position, byte[] bytes) {
    operations.add("write %d+%d".formatted(position, bytes.length));
    int end = (int) position + bytes.length;
    content = Arrays.copyOf(content, Math.max(content.length, end));
    System.arraycopy(bytes, 0, content, (int) position, bytes.length);
  }

  @Override
  public synchronized void force() {
    operations.add("force");
  }

  @Override
  public synchronized void truncate(long length) {
    operations.add("truncate " + length);
    content = Arrays.copyOf(content, (int) Math.min(length, content.length));
  }

  @Override
  public void close() {}
}
