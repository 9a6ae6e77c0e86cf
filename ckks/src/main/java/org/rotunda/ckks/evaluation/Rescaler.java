package org.rotunda.ckks.evaluation;

import java.util.List;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Division by the last prime with exact rounding: (c_i - r) / q_l for r the centered residue modulo
 * q_l (Cheon et al., 2018, section 3). Safe for use by several threads.
 */
public final class Rescaler {
  private final CkksContext context;
  private final Engine engine;

  /** A rescaler under the given parameters. */
  public Rescaler(CkksContext context, Engine engine) {
    this.context = context;
    this.engine = engine;
  }

  /**
   * All components of a ciphertext, one after the other: the remainder that all limbs of a
   * component subtract, and a scratch limb that a pool gives again and again, stay in the
   * second-level cache. Without a pool every limb takes a new one.
   *
   * @param components over q_0 .. q_(l-1) and one more prime, which need not be q_l
   * @return as many, over q_0 .. q_(l-1)
   */
  public List<NttPoly> rescale(List<NttPoly> components) {
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
                          count * target.size(),
                          k -> {
                            int i = k / target.size();
                            int limb = k % target.size();
                            divide(components.get(i), limb, tops.get(i), out.get(k));
                          }));
      return NttPolys.of(target, results);
    }
  }

  /** out = (limb - top) / q_l. */
  private void divide(NttPoly poly, int limb, long[] top, long[] out) {
    RnsBasis basis = poly.basis();
    Modulus dropped = basis.modulus(basis.size() - 1);
    Modulus q = basis.modulus(limb);
    long inverse = q.inverse(q.reduceWord(dropped.value()));
    try (LimbBlock scratch = LimbBlock.allocate(engine.limbs(), 1, out.length)) {
      engine
          .kernels()
          .modDown(poly.limb(limb), top, dropped, inverse, out, basis.ring(limb), scratch.get(0));
    }
  }
}
