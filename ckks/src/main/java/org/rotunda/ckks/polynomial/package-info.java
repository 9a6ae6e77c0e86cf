/**
 * Polynomials on slots: approximation of functions in the clear, and plans for their encrypted
 * evaluation.
 *
 * <p>A function becomes a {@link org.rotunda.ckks.polynomial.ChebyshevSeries} by {@link
 * org.rotunda.ckks.polynomial.ChebyshevInterpolation} (smooth functions) or {@link
 * org.rotunda.ckks.polynomial.Remez} (least maximal error, also over several intervals); sign
 * becomes a composition, {@link org.rotunda.ckks.polynomial.MinimaxSign}. A {@link
 * org.rotunda.ckks.polynomial.PatersonStockmeyerPlan} says how to evaluate a series: depth and
 * products are known before anything is encrypted.
 *
 * <pre>{@code
 * Interval interval = Interval.symmetric(8);
 * DoubleUnaryOperator sigmoid = x -> 1 / (1 + Math.exp(-x));
 * ChebyshevSeries series = ChebyshevInterpolation.withError(sigmoid, interval, 1e-4, 63);
 * PatersonStockmeyerPlan plan = PatersonStockmeyerPlan.of(series);
 * int levels = plan.depth() + 1; // one more for the change of variables
 * }</pre>
 */
package org.rotunda.ckks.polynomial;
