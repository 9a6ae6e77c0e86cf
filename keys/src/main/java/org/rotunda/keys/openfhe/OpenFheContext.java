package org.rotunda.keys.openfhe;

import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * A crypto context; every other object carries its own copy.
 *
 * @param parameters the parameters
 * @param scheme what is switched on
 */
public record OpenFheContext(CkksParameters parameters, Scheme scheme) {
  /** OpenFHE's code of the scheme CKKS. */
  private static final long CKKS = 1;

  static final Node<OpenFheContext> POINTER =
      Pointer.polymorphic(
          OpenFheContext.class,
          Node.object(
              "CryptoContextImpl",
              1,
              fields -> {
                OpenFheContext context =
                    new OpenFheContext(
                        fields.get("cc", CkksParameters.POINTER, OpenFheContext::parameters),
                        fields.get("kt", Scheme.POINTER, OpenFheContext::scheme));
                long scheme = fields.get("si", Node.U32, own -> CKKS);
                if (scheme != CKKS) {
                  throw fields.malformed(
                      "A context of CKKS has scheme code %d, but %d was found."
                          .formatted(CKKS, scheme));
                }
                return context;
              }));
}
