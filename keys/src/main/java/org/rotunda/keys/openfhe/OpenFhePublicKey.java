package org.rotunda.keys.openfhe;

import java.util.List;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * A public key.
 *
 * @param owner its context and key set
 * @param halves b = e - a s, then a
 */
public record OpenFhePublicKey(Ownership owner, List<OpenFhePolynomial> halves) {
  private static final int HALVES = 2;

  static final Node<OpenFhePublicKey> POINTER =
      Pointer.polymorphic(
          OpenFhePublicKey.class,
          Node.object(
              "PublicKeyImpl",
              0,
              fields ->
                  new OpenFhePublicKey(
                      fields.get("value0", Ownership.OF_KEY, OpenFhePublicKey::owner),
                      fields.get(
                          "h",
                          Node.list(OpenFhePolynomial.NODE, HALVES),
                          OpenFhePublicKey::halves))));
}
