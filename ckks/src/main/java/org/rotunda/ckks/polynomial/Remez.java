package org.rotunda.ckks.polynomial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * Minimax polynomial approximation over a union of intervals by Remez's second algorithm with
 * multi-point exchange (Cheney, "Introduction to Approximation Theory", chapter 3; for unions of
 * intervals Lee, Lee, Lee, Kim and No, "High-Precision Bootstrapping of RNS-CKKS Homomorphic
 * Encryption Using Optimal Minimax Polynomial Approximation and Inverse Sine Function", EUROCRYPT
 * 2021). Works in double precision: errors below about 1e-14 of the function's size are not
 * levelled.
 */
public final class Remez {
  private static final double LEVELLING_TOLERANCE = 1e-12;
  private static final int MAX_ITERATIONS = 100;

  /** Skews the first reference, for symmetric ones would have error 0 for symmetric functions. */
  private static final double SKEW = 0.05;

  private final DoubleUnaryOperator function;
  private final Domain domain;
  private final Interval hull;
  private final int[] indexes;
  private final boolean symmetric;

  private Remez(DoubleUnaryOperator function, Domain domain, int degree, Parity parity) {
    this.function = function;
    this.symmetric = parity != Parity.NEITHER;
    this.hull = domain.hull();
    this.domain = symmetric ? domain.nonNegativeHalf() : domain;
    this.indexes = IntStream.rangeClosed(0, degree).filter(parity::allows).toArray();
  }

  /**
   * The best approximation of f among polynomials of degree at most {@code degree}.
   *
   * @param f finite on the domain
   * @param domain where the error counts; the series lies on its hull
   * @param degree at least 0
   * @throws ApproximationException if the exchange doesn't converge in double precision
   */
  public static MinimaxApproximation approximate(DoubleUnaryOperator f, Domain domain, int degree) {
    return approximate(f, domain, degree, Parity.NEITHER);
  }

  /**
   * The best approximation of f among polynomials of degree at most {@code degree} and a parity.
   *
   * @param f finite on the domain; for EVEN or ODD it must have that parity, and is evaluated at
   *     and above 0 only
   * @param domain for EVEN or ODD it must be symmetric about 0
   * @param degree at least 0, for ODD at least 1
   * @throws IllegalArgumentException if the domain or the degree don't fit the parity
   * @throws ApproximationException if the exchange doesn't converge in double precision
   */
  public static MinimaxApproximation approximate(
      DoubleUnaryOperator f, Domain domain, int degree, Parity parity) {
    if (degree < (parity == Parity.ODD ? 1 : 0)) {
      throw new IllegalArgumentException(
          "A polynomial of parity %s can't have degree %d; give a larger degree."
              .formatted(parity, degree));
    }
    if (parity != Parity.NEITHER && !domain.isSymmetric()) {
      throw new IllegalArgumentException(
          ("Parity %s needs a domain symmetric about 0, but found %s; make it symmetric or "
                  + "use NEITHER.")
              .formatted(parity, domain));
    }
    return new Remez(f, domain, degree, parity).run();
  }

  private MinimaxApproximation run() {
    int count = indexes.length + 1;
    List<Double> reference = firstReference(count);
    for (int iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
      RealVector solution = levelled(reference);
      double level = Math.abs(solution.getEntry(indexes.length));
      ChebyshevSeries series = series(solution);
      List<ErrorExtrema.Extremum> extrema =
          ErrorExtrema.alternating(
              x -> series.evaluate(x) - function.applyAsDouble(x), domain, reference);
      double largest =
          extrema.stream().mapToDouble(ErrorExtrema.Extremum::magnitude).max().orElse(0);
      if (largest - level <= LEVELLING_TOLERANCE * level + series.roundingBound()) {
        return new MinimaxApproximation(series, level, largest, reference, iteration);
      }
      if (extrema.size() < count) {
        throw new ApproximationException(
            ("An error curve with %d alternating extrema was expected, but degree %d on %s "
                    + "has %d; lower the degree.")
                .formatted(count, series.degree(), domain, extrema.size()));
      }
      reference =
          new ArrayList<>(
              ErrorExtrema.reduce(extrema, count).stream().map(ErrorExtrema.Extremum::x).toList());
    }
    throw new ApproximationException(
        ("Remez's algorithm was expected to converge in %d exchanges on %s, but did not; "
                + "lower the degree or shrink the domain.")
            .formatted(MAX_ITERATIONS, domain));
  }

  /**
   * Chebyshev nodes of the domain with its gaps closed; for a symmetric basis, which is one of
   * powers of x^2, those of the squared domain.
   */
  private List<Double> firstReference(int count) {
    Domain line = symmetric ? domain.squared() : domain;
    List<Double> points = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      double t = (1 + Math.cos(Math.PI * (2 * i + 1) / (2 * count))) / 2;
      double point = line.pointAt(line.length() * (t + SKEW * t * (1 - t)));
      points.add(symmetric ? Math.sqrt(point) : point);
    }
    return points;
  }

  /** Coefficients and the signed error that make the error alternate on the reference. */
  private RealVector levelled(List<Double> reference) {
    int count = reference.size();
    double[][] rows = new double[count][];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      rows[i] = row(hull.toUnit(reference.get(i)), i);
      values[i] = function.applyAsDouble(reference.get(i));
    }
    try {
      return new LUDecomposition(new Array2DRowRealMatrix(rows, false), 0)
          .getSolver()
          .solve(new ArrayRealVector(values, false));
    } catch (SingularMatrixException _) {
      throw new ApproximationException(
          ("A regular system was expected for %d coefficients on %s, but it is singular; "
                  + "lower the degree.")
              .formatted(indexes.length, domain));
    }
  }

  private double[] row(double u, int i) {
    double[] chebyshev = new double[indexes[indexes.length - 1] + 2];
    chebyshev[0] = 1;
    chebyshev[1] = u;
    for (int k = 2; k < chebyshev.length; k++) {
      chebyshev[k] = 2 * u * chebyshev[k - 1] - chebyshev[k - 2];
    }
    double[] row = new double[indexes.length + 1];
    for (int j = 0; j < indexes.length; j++) {
      row[j] = chebyshev[indexes[j]];
    }
    row[indexes.length] = i % 2 == 0 ? 1 : -1;
    return row;
  }

  private ChebyshevSeries series(RealVector solution) {
    double[] coefficients = new double[indexes[indexes.length - 1] + 1];
    for (int j = 0; j < indexes.length; j++) {
      coefficients[indexes[j]] = solution.getEntry(j);
    }
    return ChebyshevSeries.of(hull, coefficients);
  }
}
