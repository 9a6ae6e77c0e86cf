package org.rotunda.ckks.evaluation;

import java.util.List;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
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

  /** All components of a ciphertext, prime by prime, so that tables are read once. */
  List<NttPoly> rescale(List<NttPoly> components) {
    RnsBasis basis = components.getFirst().basis();
    int last = basis.size() - 1;
    RnsBasis target = context.ring().basisQ(last - 1);
    int count = components.size();
    int degree = basis.degree();
    try (LimbBlock tops = LimbBlock.allocate(engine.limbs(), count, degree)) {
      engine
          .executor()
          .forEach(
              count,
              i ->
                  engine
                      .kernels()
                      .inverseNtt(components.get(i).limb(last), 1, tops.get(i), basis.ring(last)));
      LimbBlock results =
          LimbBlock.filled(
              engine.limbs(),
              count * target.size(),
              degree,
              out ->
                  engine
                      .executor()
                      .forEach(
                          target.size(),
                          limb -> {
                            for (int i = 0; i < count; i++) {
                              long[] result = out.get(i * target.size() + limb);
                              divide(components.get(i), limb, tops.get(i), result);
                            }
                          }));
      return NttPolys.of(target, results);
    }
  }

  /** out = (limb - top) / q_l. */
  private void divide(NttPoly poly, int limb, long[] top, long[] out) {
    Kernels kernels = engine.kernels();
    RnsBasis basis = poly.basis();
    Modulus dropped = basis.modulus(basis.size() - 1);
    Modulus q = basis.modulus(limb);
    kernels.liftCentered(top, dropped, out, q);
    kernels.forwardNtt(out, basis.ring(limb));
    long inverse = q.inverse(q.reduceWord(dropped.value()));
    kernels.subtractMultiplyScalar(poly.limb(limb), out, inverse, out, q);
  }
}
