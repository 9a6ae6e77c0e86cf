package org.rotunda.paging.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A store file on a machine that loses its power during the n-th write, force or truncation: of
 * what was not forced, any part may have reached the device, in any order, single writes torn.
 */
final class CrashingPages implements PageSink {
  private static final class Write {
    private final long position;
    private final byte[] bytes;

    Write(long position, byte[] bytes) {
      this.position = position;
      this.bytes = bytes;
    }
  }

  private final MemoryPages seen;
  private final MemoryPages device;
  private final List<Write> unforced = new ArrayList<>();
  private final RandomGenerator random;
  private int operationsLeft;
  private boolean dead;

  CrashingPages(byte[] content, int operations, RandomGenerator random) {
    this.seen = new MemoryPages(content);
    this.device = new MemoryPages(content);
    this.operationsLeft = operations;
    this.random = random;
  }

  /** What is on the device after the crash. */
  byte[] device() {
    return device.content();
  }

  boolean isDead() {
    return dead;
  }

  private void requirePower() throws IOException {
    if (dead) {
      throw new IOException("no power");
    }
    if (--operationsLeft == 0) {
      dead = true;
      while (!unforced.isEmpty()) {
        Write write = unforced.remove(random.nextInt(unforced.size()));
        if (random.nextBoolean()) {
          int length = random.nextInt(write.bytes.length + 1);
          device.write(write.position, Arrays.copyOf(write.bytes, length));
        }
      }
      throw new IOException("the power failed");
    }
  }

  @Override
  public void write(long position, byte[] bytes) throws IOException {
    unforced.add(new Write(position, bytes.clone()));
    requirePower();
    seen.write(position, bytes);
  }

  @Override
  public void force() throws IOException {
    requirePower();
    unforced.forEach(write -> device.write(write.position, write.bytes));
    unforced.clear();
  }

  @Override
  public void truncate(long length) throws IOException {
    requirePower();
    seen.truncate(length);
    device.truncate(length);
  }

  @Override
  public String name() {
    return "crashing";
  }

  @Override
  public long size() {
    return seen.size();
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) throws IOException {
    seen.read(position, target, offset, length);
  }

  @Override
  public void close() {}
}
