package org.rotunda.keys.wire;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files that are there as a whole or not at all, also after a crash: into a temporary file
 * beside the target, forced to the disk, then moved in one step. What fails is said of the target,
 * or of its folder if there is none.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Gives the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all bytes; the stream is flushed and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes or replaces a file. If it fails, an existing file is as it was. */
  public static void write(Path target, Content content) throws IOException {
    write(target, content, AtomicFile::replace);
  }

  /**
   * As {@link #write}, with a file that only its owner can read and write. Where there are no POSIX
   * permissions, the directory's rules apply.
   */
  public static void writePrivate(Path target, Content content) throws IOException {
    write(target, content, AtomicFile::replace, ownersOnly(target));
  }

  /**
   * Writes a file that doesn't exist yet; of several that try at the same time, one succeeds.
   *
   * @throws FileAlreadyExistsException if the file exists; it is as it was
   */
  public static void create(Path target, Content content) throws IOException {
    write(target, content, AtomicFile::addNew);
  }

  /**
   * As {@link #create}, with a file that only its owner can read and write, as in {@link
   * #writePrivate}.
   *
   * @throws FileAlreadyExistsException if the file exists; it is as it was
   */
  public static void createPrivate(Path target, Content content) throws IOException {
    write(target, content, AtomicFile::addNew, ownersOnly(target));
  }

  /**
   * Checks that a file could be begun where it is to come, by beginning one and taking it away
   * again: whoever works long for a file's content finds out before.
   *
   * @throws IOException as {@link #write} would: no folder, no right to write in it, a name that is
   *     too long
   */
  public static void requireRoom(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path temporary = temporary(absolute);
    begin(temporary, target, absolute).close();
    Files.deleteIfExists(temporary);
  }

  /** Gives a temporary file its name. */
  @FunctionalInterface
  private interface Placement {
    void place(Path temporary, Path target) throws IOException;
  }

  private static FileAttribute<?>[] ownersOnly(Path target) {
    return isPosix(target)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void replace(Path temporary, Path target) throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A link is made only if its name is free, a move replaces whatever has the name. */
  private static void addNew(Path temporary, Path target) throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException _) {
      claimAndReplace(temporary, target);
    }
  }

  /**
   * Without links: an empty file takes the name, which only one can do, and is replaced. A crash
   * between the two leaves the empty file.
   */
  static void claimAndReplace(Path temporary, Path target) throws IOException {
    Files.createFile(target);
    boolean replaced = false;
    try {
      replace(temporary, target);
      replaced = true;
    } finally {
      if (!replaced) {
        Files.deleteIfExists(target);
      }
    }
  }

  private static void write(
      Path target, Content content, Placement placement, FileAttribute<?>... attributes)
      throws IOException {
    Path absolute = target.toAbsolutePath();
    Path temporary = temporary(absolute);
    FileChannel channel = begin(temporary, target, absolute, attributes);
    try {
      try (channel;
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      placement.place(temporary, absolute);
    } catch (FileSystemException e) {
      throw temporary.toString().equals(e.getFile()) ? asked(e, target, absolute) : e;
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceDirectory(absolute);
  }

  private static FileChannel begin(
      Path temporary, Path target, Path absolute, FileAttribute<?>... attributes)
      throws IOException {
    try {
      return FileChannel.open(temporary, Set.of(CREATE_NEW, WRITE), attributes);
    } catch (FileSystemException e) {
      throw asked(e, target, absolute);
    }
  }

  private static Path temporary(Path absolute) {
    return absolute.resolveSibling(
        ".%s.%s.tmp".formatted(absolute.getFileName(), UUID.randomUUID()));
  }

  /** A failure of the temporary file as one of the file that was asked for, or of its folder. */
  private static FileSystemException asked(
      FileSystemException failure, Path target, Path absolute) {
    FileSystemException named =
        switch (failure) {
          case NoSuchFileException _ ->
              new NoSuchFileException(String.valueOf(absolute.getParent()));
          case AccessDeniedException denied ->
              new AccessDeniedException(target.toString(), null, denied.getReason());
          default -> new FileSystemException(target.toString(), null, failure.getReason());
        };
    named.initCause(failure);
    return named;
  }

  /** Makes the move itself durable, where directories can be opened. */
  private static void forceDirectory(Path file) throws IOException {
    Path directory = file.getParent();
    if (directory != null && isPosix(file)) {
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }
}
