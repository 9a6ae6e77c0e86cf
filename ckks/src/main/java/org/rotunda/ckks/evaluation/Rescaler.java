package org.rotunda.ckks.evaluation;

import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Division by the last prime with exact rounding: (c_i - r) / q_l for r the centered residue modulo q_l
 * (Cheon et al., 2018, section 3).
 */
final class Rescaler {
  private final CkksContext context;
  private final Engine engine;

  Rescaler(CkksContext context, Engine engine) {
    this.context = context;
    this.engine = engine;
  }

  NttPoly rescale(NttPoly poly) {
    Kernels kernels = engine.kernels();
    int last = poly.basis().size() - 1;
    Modulus dropped = poly.basis().modulus(last);
    RnsBasis target = context.ring().basisQ(last - 1);
    LimbBlock out = LimbBlock.allocate(engine.limbs(), target.size(), target.degree());
    try (LimbBlock scratch = LimbBlock.allocate(engine.limbs(), 1, target.degree())) {
      long[] top = scratch.get(0);
      System.arraycopy(poly.limb(last), 0, top, 0, top.length);
      kernels.inverseNtt(top, poly.basis().ring(last));
      engine
          .executor()
          .forEach(
              target.size(),
              limb -> {
                Modulus q = target.modulus(limb);
                long[] remainder = out.get(limb);
                kernels.liftCentered(top, dropped, remainder, q);
                kernels.forwardNtt(remainder, target.ring(limb));
                long inverse = q.inverse(q.reduceWord(dropped.value()));
                kernels.subtractMultiplyScalar(poly.limb(limb), remainder, inverse, remainder, q);
              });
    }
    return new NttPoly(target, out);
  }
}
