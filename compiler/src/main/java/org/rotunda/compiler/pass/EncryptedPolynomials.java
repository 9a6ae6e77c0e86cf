package org.rotunda.compiler.pass;

import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.ckks.polynomial.PatersonStockmeyerPlan;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;
import org.rotunda.compiler.program.Op;

/** How the polynomials of a program are evaluated on ciphertexts. */
public final class EncryptedPolynomials {
  private EncryptedPolynomials() {}

  /** The plan of least depth. */
  public static PatersonStockmeyerPlan plan(Op.Polynomial op) {
    Interval interval = new Interval(op.series().lower(), op.series().upper());
    double[] coefficients =
        op.series().coefficients().stream().mapToDouble(Double::doubleValue).toArray();
    return PatersonStockmeyerPlan.of(ChebyshevSeries.of(interval, coefficients));
  }

  /** The levels that it consumes. */
  static int depth(Op.Polynomial op) {
    return PolynomialEvaluator.depth(plan(op));
  }
}
