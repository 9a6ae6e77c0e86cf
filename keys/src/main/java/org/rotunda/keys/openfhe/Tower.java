package org.rotunda.keys.openfhe;

import org.rotunda.keys.openfhe.archive.Node;
import org.rotunda.keys.openfhe.archive.Pointer;
import org.rotunda.keys.openfhe.archive.Words;

/**
 * One limb of a polynomial.
 *
 * @param values N residues
 * @param modulus the prime, as the vector states it
 * @param form what the values are
 * @param parameters the ring
 */
public record Tower(Words values, long modulus, PolynomialForm form, NativeParameters parameters) {
  private static final int MAX_DEGREE = 1 << 17;

  private record Vector(Words values, long modulus) {
    static final Node<Vector> POINTER =
        Pointer.unique(
            Node.object(
                "NativeVector",
                1,
                fields ->
                    new Vector(
                        fields.get("v", Node.words(MAX_DEGREE), Vector::values),
                        fields.get("m", Integers.NATIVE, Vector::modulus))));
  }

  static final Node<Tower> NODE =
      Node.object(
          "NativePoly",
          1,
          fields -> {
            Vector vector =
                fields.get(
                    "v", Vector.POINTER, tower -> new Vector(tower.values(), tower.modulus()));
            return new Tower(
                vector.values(),
                vector.modulus(),
                fields.get("f", Node.oneOf(PolynomialForm.class), Tower::form),
                fields.get("p", NativeParameters.POINTER, Tower::parameters));
          });
}
