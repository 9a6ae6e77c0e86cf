package org.rotunda.keys.openfhe;

import java.util.List;
import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;

/**
 * The residue number system of a polynomial.
 *
 * @param element the ring modulo the product
 * @param towers the rings modulo each prime
 */
public record DcrtParameters(ElementParameters element, List<NativeParameters> towers) {
  static final int MAX_TOWERS = 256;

  static final Node<DcrtParameters> POINTER =
      Pointer.polymorphic(
          DcrtParameters.class,
          Node.object(
              "ILDCRTParams",
              1,
              fields ->
                  new DcrtParameters(
                      fields.get("value0", ElementParameters.BIG, DcrtParameters::element),
                      fields.get(
                          "p",
                          Node.list(NativeParameters.POINTER, MAX_TOWERS),
                          DcrtParameters::towers))));

  /** The primes. */
  public List<Long> moduli() {
    return towers.stream().map(NativeParameters::modulus).toList();
  }
}
