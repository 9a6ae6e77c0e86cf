package org.rotunda.keys.openfhe;

import java.util.List;
import java.util.Optional;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * The bootstrappings that a context is prepared for.
 *
 * @param tables one a number of slots, ascending
 * @param correctionFactor bits by which messages are scaled down
 */
public record Bootstrapping(List<BootstrapTable> tables, long correctionFactor) {
  private static final int MAX_TABLES = 64;

  /** A base class without fields. */
  private record Empty() {
    static final Node<Empty> NODE = Node.object(fields -> new Empty());
  }

  private record Base(Empty empty) {
    static final Node<Base> NODE =
        Node.object(fields -> new Base(fields.get("value0", Empty.NODE, Base::empty)));
  }

  private static final Node<List<BootstrapTable>> TABLES =
      Node.list(BootstrapTable.Entry.NODE, MAX_TABLES)
          .as(
              (entries, archive) -> {
                for (BootstrapTable.Entry entry : entries) {
                  if (entry.slots() != entry.table().slots()) {
                    throw archive.malformed(
                        "A bootstrapping for %d slots was found under the key %d."
                            .formatted(entry.table().slots(), entry.slots()));
                  }
                }
                return entries.stream().map(BootstrapTable.Entry::table).toList();
              },
              tables ->
                  tables.stream()
                      .map(table -> new BootstrapTable.Entry(table.slots(), table))
                      .toList());

  static final Node<Optional<Bootstrapping>> POINTER =
      Pointer.nullable(
          "lbcrypto::FHECKKSRNS",
          Bootstrapping.class,
          Node.object(
              fields -> {
                fields.get("value0", Base.NODE, own -> new Base(new Empty()));
                return new Bootstrapping(
                    fields.get("paramMap", TABLES, Bootstrapping::tables),
                    fields.get("corFactor", Node.U32, Bootstrapping::correctionFactor));
              }));
}
