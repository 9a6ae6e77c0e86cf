package org.rotunda.compiler.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The line that a JVM prints on standard error, unasked, when it starts with the vector module. */
public final class IncubatorWarning {
  private static final byte[] LINE =
      ("WARNING: Using incubator modules: jdk.incubator.vector" + System.lineSeparator())
          .getBytes(StandardCharsets.US_ASCII);

  /** The place within a line that began differently. */
  private static final int OTHER = -1;

  private IncubatorWarning() {}

  /**
   * Copies to the end, without the first such line. Nothing but its beginning is ever held back, so
   * that progress bars and prompts appear as they are written.
   */
  public static void leaveOut(InputStream from, OutputStream to) throws IOException {
    int matched = 0;
    byte[] chunk = new byte[8192];
    for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
      for (int i = 0; i < n; i++) {
        byte next = chunk[i];
        if (matched != OTHER && next == LINE[matched]) {
          matched++;
          if (matched == LINE.length) {
            to.write(chunk, i + 1, n - i - 1);
            from.transferTo(to);
            return;
          }
          continue;
        }
        to.write(LINE, 0, Math.max(matched, 0));
        to.write(next);
        matched = next == '\n' ? 0 : OTHER;
      }
      to.flush();
    }
    to.write(LINE, 0, Math.max(matched, 0));
    to.flush();
  }
}
