package org.rotunda.keys.openfhe;

import org.rotunda.keys.openfhe.archive.Node;

/**
 * What an object belongs to.
 *
 * @param context its context
 * @param keyTag the name that its key set has in OpenFHE, 32 hexadecimal digits or empty
 */
public record Ownership(OpenFheContext context, String keyTag) {
  static final int MAX_TAG = 256;

  /** The base class of all objects. */
  static final Node<Ownership> NODE =
      Node.object(
          "CryptoObject",
          0,
          fields ->
              new Ownership(
                  fields.get("cc", OpenFheContext.POINTER, Ownership::context),
                  fields.get("kt", Node.text(MAX_TAG), Ownership::keyTag)));

  /** The base class of keys. */
  public static final Node<Ownership> OF_KEY =
      Node.object("Key", 0, fields -> fields.get("value0", NODE, own -> own));
}
