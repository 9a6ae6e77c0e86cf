package org.rotunda.keys.openfhe;

import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/** The ring of one tower, OpenFHE's name for a limb. */
public record NativeParameters(ElementParameters element) {
  static final Node<NativeParameters> POINTER =
      Pointer.polymorphic(
          NativeParameters.class,
          Node.object(
              "ILNativeParams",
              1,
              fields ->
                  new NativeParameters(
                      fields.get("value0", ElementParameters.NATIVE, NativeParameters::element))));

  /** q. */
  public long modulus() {
    return element.modulus().longValue();
  }
}
