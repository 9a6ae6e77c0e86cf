package org.rotunda.bench.reproduce;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** The operating system's cache of file pages. */
public final class PageCache {

  private PageCache() {}

  /**
   * Drops a file's pages, with GNU {@code dd}, which advises the system that they aren't needed
   * ({@code posix_fadvise}); Java has no way to.
   *
   * @return whether it worked; if not, later reads may come from memory
   */
  public static boolean drop(Path file) throws IOException {
    try {
      return new ProcessBuilder("dd", "if=" + file.toAbsolutePath(), "iflag=nocache", "count=0")
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether pages can be dropped here, tried on a file. */
  static boolean canDrop(Path file) {
    try {
      return drop(file);
    } catch (IOException _) {
      return false; // There is no dd.
    }
  }
}
