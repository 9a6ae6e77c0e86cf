package org.rotunda.keys.openfhe;

import java.util.List;
import org.rotunda.keys.openfhe.archive.Node;

/**
 * A polynomial modulo every prime of a chain.
 *
 * @param towers the limbs
 * @param form what their values are
 * @param parameters the residue number system
 */
public record OpenFhePolynomial(
    List<Tower> towers, PolynomialForm form, DcrtParameters parameters) {
  static final Node<OpenFhePolynomial> NODE =
      Node.object(
          "DCRTPoly",
          1,
          fields ->
              new OpenFhePolynomial(
                  fields.get(
                      "v",
                      Node.list(Tower.NODE, DcrtParameters.MAX_TOWERS),
                      OpenFhePolynomial::towers),
                  fields.get("f", Node.oneOf(PolynomialForm.class), OpenFhePolynomial::form),
                  fields.get("p", DcrtParameters.POINTER, OpenFhePolynomial::parameters)));
}
