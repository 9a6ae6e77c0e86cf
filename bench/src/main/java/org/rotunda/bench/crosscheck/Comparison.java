package org.rotunda.bench.crosscheck;

import java.util.List;
import java.util.stream.IntStream;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsPoly;

/** Residue by residue. */
final class Comparison {
  private Comparison() {}

  /** Compares all components of ciphertexts, but not their scales. */
  static Finding of(Ciphertext here, Ciphertext there) {
    if (here.level() != there.level() || here.degree() != there.degree()) {
      return new Finding.Difference(
          "%d components at level %d here, %d at level %d in OpenFHE"
              .formatted(here.degree() + 1, here.level(), there.degree() + 1, there.level()));
    }
    return Finding.first(
        IntStream.rangeClosed(0, here.degree())
            .mapToObj(i -> of("component " + i, here.component(i), there.component(i)))
            .toList());
  }

  /** Compares polynomials over one basis. */
  static Finding of(String what, NttPoly here, NttPoly there) {
    return residues(what, here, there);
  }

  /** Compares polynomials of one form over one basis. */
  static Finding residues(String what, RnsPoly here, RnsPoly there) {
    for (int limb = 0; limb < here.basis().size(); limb++) {
      long[] x = here.limb(limb);
      long[] y = there.limb(limb);
      for (int k = 0; k < x.length; k++) {
        if (x[k] != y[k]) {
          return new Finding.Difference(
              "%s, prime %d, entry %d: %d here, %d in OpenFHE"
                  .formatted(what, here.basis().modulus(limb).value(), k, x[k], y[k]));
        }
      }
    }
    return Finding.agreement();
  }

  /** Compares lists of primes or roots. */
  static Finding of(String what, List<Long> here, List<Long> there) {
    if (here.size() != there.size()) {
      return new Finding.Difference(
          "%d %s here, %d in OpenFHE".formatted(here.size(), what, there.size()));
    }
    for (int i = 0; i < here.size(); i++) {
      if (!here.get(i).equals(there.get(i))) {
        return new Finding.Difference(
            "%s, number %d: %d here, %d in OpenFHE".formatted(what, i, here.get(i), there.get(i)));
      }
    }
    return Finding.agreement();
  }
}
