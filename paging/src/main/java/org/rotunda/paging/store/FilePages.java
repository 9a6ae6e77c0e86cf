package org.rotunda.paging.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A store file through a channel. Reads are positional and never mapped: a mapped file that is cut
 * off under its reader takes the JVM down with it, and mapped pages hide from every budget.
 */
final class FilePages implements PageSink {
  /** Bounds the direct buffer that the platform keeps for each reading thread. */
  private static final int PIECE = 1 << 20;

  private final String name;
  private final FileChannel channel;

  private FilePages(String name, FileChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  static PageSource forReading(Path file) throws StoreException {
    String name = file.toString();
    try {
      return new FilePages(name, FileChannel.open(file, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw new StoreException.Missing(name, e);
    } catch (IOException e) {
      throw new StoreException.Io(name, e);
    }
  }

  /** Opens for reading and writing and keeps other writers out. */
  static PageSink forAppending(Path file) throws StoreException {
    String name = file.toString();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean locked = false;
      try {
        locked = lock(channel);
      } finally {
        if (!locked) {
          channel.close();
        }
      }
      if (!locked) {
        throw new StoreException.InUse(name);
      }
      return new FilePages(name, channel);
    } catch (NoSuchFileException e) {
      throw new StoreException.Missing(name, e);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException.Io(name, e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      ByteBuffer piece = ByteBuffer.wrap(target, offset + done, Math.min(PIECE, length - done));
      int read = channel.read(piece, position + done);
      if (read < 0) {
        throw new EOFException(
            "%d bytes were expected at position %d, but the file ends after %d of them."
                .formatted(length, position, done));
      }
      done += read;
    }
  }

  @Override
  public void write(long position, byte[] bytes) throws IOException {
    for (int done = 0; done < bytes.length; ) {
      ByteBuffer piece = ByteBuffer.wrap(bytes, done, Math.min(PIECE, bytes.length - done));
      done += channel.write(piece, position + done);
    }
  }

  @Override
  public void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void truncate(long length) throws IOException {
    channel.truncate(length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
