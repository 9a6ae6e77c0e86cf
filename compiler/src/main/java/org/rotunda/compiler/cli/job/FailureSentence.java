package org.rotunda.compiler.cli.job;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** What a failure is to the person at the terminal. */
public final class FailureSentence {
  private FailureSentence() {}

  /**
   * One sentence. Failures of ours bring their own; those of the platform often say a path only.
   */
  public static String of(Exception failure) {
    return switch (failure) {
      case UncheckedIOException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case NoSuchFileException missing ->
          "The file or folder %s is expected, but it does not exist; name one that does."
              .formatted(missing.getFile());
      case AccessDeniedException denied ->
          "Access to %s is expected, but it was denied; change its rights."
              .formatted(denied.getFile());
      case FileAlreadyExistsException existing ->
          "%s is expected to be absent or a folder, but it exists%s; name another."
              .formatted(existing.getFile(), reason(existing));
      case DirectoryNotEmptyException full ->
          "A file is expected, but %s is a folder; name another.".formatted(full.getFile());
      case NotDirectoryException file ->
          "A folder is expected, but %s is none; name another.".formatted(file.getFile());
      case FileSystemException other ->
          "%s can't be read or written%s; check path and device."
              .formatted(other.getFile(), reason(other));
      default -> Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
    };
  }

  private static String reason(FileSystemException failure) {
    return failure.getReason() == null ? "" : " (%s)".formatted(failure.getReason());
  }
}
