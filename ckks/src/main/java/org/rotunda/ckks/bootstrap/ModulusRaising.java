package org.rotunda.ckks.bootstrap;

import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Reads a ciphertext modulo q_0 as one modulo all of Q (Cheon, Han, Kim, Kim, Song, "Bootstrapping
 * for Approximate Homomorphic Encryption", 2018, section 4): each coefficient becomes its centered
 * representative, so what is decrypted is the old polynomial plus q_0 times one with small integer
 * coefficients (see {@link OverflowBound}). No depth, error or key.
 */
final class ModulusRaising {
  private final Evaluator evaluator;

  ModulusRaising(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * The ciphertext at the top level with scale q_0: its slots are those of (scale m + q_0 i) / q_0.
   *
   * @param x at level 0
   */
  Ciphertext raise(Ciphertext x) {
    RnsBasis target =
        evaluator.context().ring().basisQ(evaluator.context().parameters().maxLevel());
    List<NttPoly> raised =
        NttPolys.together(x.components().size(), i -> raise(x.component(i), target));
    return new Ciphertext(raised, (double) evaluator.context().parameters().prime(0), x.slots());
  }

  /**
   * The polynomial of the centered representatives modulo every prime of a basis.
   *
   * @param poly over q_0
   */
  NttPoly raise(NttPoly poly, RnsBasis target) {
    Engine engine = evaluator.arithmetic().engine();
    Kernels kernels = engine.kernels();
    PrimeRing source = poly.basis().ring(0);
    try (LimbBlock scratch = LimbBlock.allocate(engine.limbs(), 1, target.degree())) {
      long[] coefficients = scratch.get(0);
      kernels.inverseNtt(poly.limb(0), 1, coefficients, source);
      return new NttPoly(
          target,
          engine.fill(
              target,
              (i, out) -> kernels.forwardNtt(coefficients, source.modulus(), out, target.ring(i))));
    }
  }
}
