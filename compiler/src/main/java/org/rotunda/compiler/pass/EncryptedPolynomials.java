package org.rotunda.compiler.pass;

import org.rotunda.ckks.polynomial.PatersonStockmeyerPlan;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;
import org.rotunda.compiler.program.Op;

/** How the polynomials of a program are evaluated on ciphertexts. */
public final class EncryptedPolynomials {
  private EncryptedPolynomials() {}

  /** The plan of least depth. */
  public static PatersonStockmeyerPlan plan(Op.Polynomial op) {
    return PatersonStockmeyerPlan.of(op.series());
  }

  /** The levels that it consumes. */
  static int depth(Op.Polynomial op) {
    return PolynomialEvaluator.depth(plan(op));
  }
}
