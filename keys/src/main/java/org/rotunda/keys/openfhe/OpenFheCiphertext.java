package org.rotunda.keys.openfhe;

import java.util.List;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * A ciphertext.
 *
 * @param owner its context and key set
 * @param components c_0, c_1, ...; it decrypts to the sum of c_i s^i
 * @param slots the number of slots
 * @param level how many primes were dropped
 * @param hops of proxy re-encryption, 0
 * @param scaleDegree how many nominal scales are in the scale, OpenFHE's noise scale degree
 * @param scale the factor between message and polynomial
 * @param integerScale 1
 * @param encoding 4: CKKS
 * @param metadata what a user attached
 */
public record OpenFheCiphertext(
    Ownership owner,
    List<OpenFhePolynomial> components,
    long slots,
    long level,
    long hops,
    long scaleDegree,
    double scale,
    long integerScale,
    long encoding,
    Metadata metadata) {
  private static final int MAX_COMPONENTS = 16;

  /** An empty map of what users attach; other maps are not understood. */
  public record Metadata() {
    private static final Node<Metadata> POINTER =
        Pointer.shared(
            Metadata.class,
            Node.list(Node.object(fields -> new Object()), 0)
                .as((entries, archive) -> new Metadata(), metadata -> List.of()));
  }

  static final Node<OpenFheCiphertext> POINTER =
      Pointer.polymorphic(
          OpenFheCiphertext.class,
          Node.object(
              "CiphertextImpl",
              1,
              fields ->
                  new OpenFheCiphertext(
                      fields.get("value0", Ownership.NODE, OpenFheCiphertext::owner),
                      fields.get(
                          "v",
                          Node.list(OpenFhePolynomial.NODE, MAX_COMPONENTS),
                          OpenFheCiphertext::components),
                      fields.get("sl", Node.U32, OpenFheCiphertext::slots),
                      fields.get("l", Node.U32, OpenFheCiphertext::level),
                      fields.get("t", Node.U32, OpenFheCiphertext::hops),
                      fields.get("d", Node.U32, OpenFheCiphertext::scaleDegree),
                      fields.get("s", Node.F64, OpenFheCiphertext::scale),
                      fields.get("si", Integers.NATIVE, OpenFheCiphertext::integerScale),
                      fields.get("e", Node.U32, OpenFheCiphertext::encoding),
                      fields.get("m", Metadata.POINTER, OpenFheCiphertext::metadata))));
}
