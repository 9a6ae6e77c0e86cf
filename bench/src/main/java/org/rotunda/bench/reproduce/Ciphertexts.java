package org.rotunda.bench.reproduce;

import java.util.Arrays;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.ring.NttPoly;

/** Comparison of ciphertexts. */
final class Ciphertexts {

  private Ciphertexts() {}

  /** Whether two lists hold the same ciphertexts, bit for bit. */
  static boolean identical(List<Ciphertext> x, List<Ciphertext> y) {
    if (x.size() != y.size()) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (!identical(x.get(i), y.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean identical(Ciphertext x, Ciphertext y) {
    if (x.level() != y.level() || x.scale() != y.scale() || x.degree() != y.degree()) {
      return false;
    }
    for (int i = 0; i <= x.degree(); i++) {
      NttPoly left = x.component(i);
      NttPoly right = y.component(i);
      for (int limb = 0; limb < left.basis().size(); limb++) {
        if (!Arrays.equals(left.limb(limb), right.limb(limb))) {
          return false;
        }
      }
    }
    return true;
  }
}
