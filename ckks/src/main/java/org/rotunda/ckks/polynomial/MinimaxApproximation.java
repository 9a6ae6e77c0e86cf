package org.rotunda.ckks.polynomial;

import java.util.List;

/**
 * A best uniform approximation. By de la Vallee-Poussin's theorem the least possible error lies
 * between {@code levelledError} and {@code maxError}.
 *
 * @param series the polynomial, on the hull of the domain
 * @param levelledError the common absolute error in the reference points, which alternates in sign
 * @param maxError the largest absolute error in the domain
 * @param reference the points of the last exchange, ascending; one more than free coefficients; for
 *     a symmetric basis those at and above 0
 * @param iterations exchanges made
 */
public record MinimaxApproximation(
    ChebyshevSeries series,
    double levelledError,
    double maxError,
    List<Double> reference,
    int iterations) {

  /** Copies the list. */
  public MinimaxApproximation {
    reference = List.copyOf(reference);
  }
}
