package org.rotunda.ckks.testing;

import java.util.stream.IntStream;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.ring.NttPoly;

/** Residues as they are, for comparisons bit by bit. */
public final class Limbs {
  private Limbs() {}

  /** All limbs of all components, in order. */
  public static long[][] of(Ciphertext ciphertext) {
    return ciphertext.components().stream()
        .flatMap(
            component -> IntStream.range(0, component.basis().size()).mapToObj(component::limb))
        .map(long[]::clone)
        .toArray(long[][]::new);
  }

  /** All limbs of a polynomial, in order. */
  public static long[][] of(NttPoly poly) {
    return IntStream.range(0, poly.basis().size())
        .mapToObj(i -> poly.limb(i).clone())
        .toArray(long[][]::new);
  }
}
