package org.rotunda.ckks.evaluation;

import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Division by the last prime with exact rounding: (c_i - r) / q_l for r the centered residue modulo
 * q_l (Cheon et al., 2018, section 3).
 */
final class Rescaler {
  private final CkksContext context;
  private final Engine engine;

  Rescaler(CkksContext context, Engine engine) {
    this.context = context;
    this.engine = engine;
  }

  NttPoly rescale(NttPoly poly) {
    int last = poly.basis().size() - 1;
    Modulus dropped = poly.basis().modulus(last);
    RnsBasis target = context.ring().basisQ(last - 1);
    try (LimbBlock scratch = LimbBlock.allocate(engine.limbs(), 1, target.degree())) {
      long[] top = scratch.get(0);
      engine.kernels().inverseNtt(poly.limb(last), 1, top, poly.basis().ring(last));
      return new NttPoly(
          target,
          LimbBlock.filled(
              engine.limbs(),
              target.size(),
              target.degree(),
              out ->
                  engine
                      .executor()
                      .forEach(
                          target.size(),
                          limb -> divide(poly, limb, top, dropped, target, out.get(limb)))));
    }
  }

  /** out = (limb - top) / dropped. */
  private void divide(
      NttPoly poly, int limb, long[] top, Modulus dropped, RnsBasis target, long[] out) {
    Kernels kernels = engine.kernels();
    Modulus q = target.modulus(limb);
    kernels.liftCentered(top, dropped, out, q);
    kernels.forwardNtt(out, target.ring(limb));
    long inverse = q.inverse(q.reduceWord(dropped.value()));
    kernels.subtractMultiplyScalar(poly.limb(limb), out, inverse, out, q);
  }
}
