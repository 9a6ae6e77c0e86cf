package org.rotunda.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import org.rotunda.paging.store.PageGeometry;
import org.rotunda.paging.store.StoreInspection;
import org.rotunda.paging.store.StoreInspection.Verification;
import org.rotunda.paging.store.StoredKey;

/** What is in a key store, and whether all of it is as it was written. */
final class StoreReport {
  /** As many digits of the parameters' digest as everywhere else. */
  private static final int SHORT_DIGITS = 16;

  private StoreReport() {}

  /**
   * Reads every page and prints.
   *
   * @param facts what is known already
   * @return whether the store is undamaged
   * @throws org.rotunda.paging.store.StoreException if header or directory can't be read
   */
  static boolean print(Path file, Facts facts, PrintWriter out) throws IOException {
    StoreInspection found = StoreInspection.of(file);
    Verification verification = StoreInspection.verify(file);
    PageGeometry geometry = found.geometry();
    facts
        .add("version", found.version())
        .add("parameters", found.parameters().toString().substring(0, SHORT_DIGITS))
        .add(
            "",
            "N = 2^%d, %d primes of Q, %d special primes, digits of %d primes"
                .formatted(
                    geometry.logDegree(),
                    geometry.qBits().size(),
                    geometry.pBits().size(),
                    geometry.digitSize()))
        .add("key set", found.keySet())
        .add("authentication", found.authenticated() ? "HMAC-SHA-256" : "none")
        .add("generation", found.generation())
        .add(
            "checksums",
            verification.damage().isEmpty()
                ? "all %d pages match".formatted(verification.pages())
                : "%d pages, keys or roots are damaged; %d pages were read"
                    .formatted(verification.damage().size(), verification.pages()))
        .print(out);
    out.println();
    keys(found).print(out);
    verification.damage().forEach(damage -> out.println(damage.getMessage()));
    return verification.damage().isEmpty();
  }

  private static Table keys(StoreInspection found) {
    PageGeometry geometry = found.geometry();
    Table table =
        new Table(
            Column.words("key"),
            Column.numbers("level"),
            Column.numbers("digits"),
            Column.numbers("on disk"),
            Column.numbers("in memory"));
    for (StoredKey key : found.keys().values()) {
      int level = key.level();
      table.row(
          key.id(),
          level,
          geometry.digits(level),
          new ByteSize(geometry.extentBytes(level)),
          new ByteSize(halfBytes(geometry, level)));
    }
    return table;
  }

  /** The b-half as words; the uniform half is regenerated from its seed. */
  private static long halfBytes(PageGeometry geometry, int level) {
    return (long) geometry.digits(level) * geometry.limbs(level) * geometry.degree() * Long.BYTES;
  }
}
