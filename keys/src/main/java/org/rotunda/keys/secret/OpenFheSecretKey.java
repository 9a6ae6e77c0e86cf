package org.rotunda.keys.secret;

import java.util.Arrays;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFhePolynomial;
import org.rotunda.keys.openfhe.Ownership;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * A secret key as it lies on the wire, in clear.
 *
 * @param owner its context and key set
 * @param secret s over Q
 */
public record OpenFheSecretKey(Ownership owner, OpenFhePolynomial secret) {
  private static final Node<OpenFheSecretKey> POINTER =
      Pointer.polymorphic(
          OpenFheSecretKey.class,
          Node.object(
              "PrivateKeyImpl",
              0,
              fields ->
                  new OpenFheSecretKey(
                      fields.get("value0", Ownership.OF_KEY, OpenFheSecretKey::owner),
                      fields.get("s", OpenFhePolynomial.NODE, OpenFheSecretKey::secret))));

  /** How it is serialised. */
  public static final OpenFheFormat<OpenFheSecretKey> FORMAT = OpenFheFormat.of(POINTER);

  /** Overwrites the polynomial; the key is of no use afterwards. */
  public void wipe() {
    secret.towers().forEach(tower -> Arrays.fill(tower.values().array(), 0));
  }
}
