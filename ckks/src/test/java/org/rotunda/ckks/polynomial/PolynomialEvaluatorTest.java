package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.OperandException;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.TestScheme;

class PolynomialEvaluatorTest {
  private static final int LEVELS = 8;
  private static final Parameters PARAMETERS =
      Parameters.builder()
          .logDegree(10)
          .q(55, 1)
          .q(45, LEVELS)
          .p(55, 1)
          .p(56, 1)
          .digitSize(2)
          .logScale(45)
          .insecureForTesting()
          .build();
  private static final CkksContext CONTEXT = CkksContext.of(PARAMETERS);
  private static final TestScheme SCHEME = new TestScheme(CONTEXT, 7);

  /**
   * Seven predicted deviations of a fresh slot, times at most k^2 in T_k (Markov's inequality for
   * its derivative on [-1, 1]); twice that covers the rounding of every level, whose deviation is a
   * sixteenth of a fresh one's at this size and which grows no faster.
   */
  private static double bound(ChebyshevSeries series) {
    double growth = 1;
    for (int k = 0; k <= series.degree(); k++) {
      growth += Math.abs(series.coefficient(k)) * k * k;
    }
    double fresh = new NoiseModel(PARAMETERS).freshPublic().slotDeviation(PARAMETERS.scale(), 512);
    return 2 * 7 * fresh * growth;
  }

  static IntStream degrees() {
    return IntStream.concat(
        IntStream.rangeClosed(0, 20), IntStream.of(27, 31, 47, 63, 64, 100, 127));
  }

  @ParameterizedTest
  @MethodSource("degrees")
  void agreesWithTheSeriesAndUsesThePublishedKeys(int degree) {
    SplittableRandom random = new SplittableRandom(degree);
    double[] coefficients = random.doubles(degree + 1, -1, 1).toArray();
    check(ChebyshevSeries.of(Interval.UNIT, coefficients), LEVELS);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 15, 31})
  void oddSeriesNeedNoEvenPolynomials(int degree) {
    double[] coefficients = new double[degree + 1];
    for (int k = 1; k <= degree; k += 2) {
      coefficients[k] = 1.0 / k;
    }
    check(ChebyshevSeries.of(Interval.UNIT, coefficients), LEVELS);
  }

  @Test
  void anIntervalCostsOneMoreLevel() {
    ChebyshevSeries sigmoid =
        ChebyshevInterpolation.interpolate(x -> 1 / (1 + Math.exp(-x)), new Interval(-8, 8), 31);
    check(sigmoid, 6);
  }

  private static void check(ChebyshevSeries series, int level) {
    PatersonStockmeyerPlan plan = PatersonStockmeyerPlan.of(series);
    RecordingKeys keys = new RecordingKeys(SCHEME.keys());
    PolynomialEvaluator polynomials =
        new PolynomialEvaluator(new Evaluator(CONTEXT, SCHEME.engine(), keys));
    ComplexVector unit = SCHEME.randomReal(512);
    double[] values = new double[512];
    for (int i = 0; i < values.length; i++) {
      values[i] = series.interval().fromUnit(unit.real(i));
    }
    Ciphertext x = SCHEME.encrypt(ComplexVector.ofReal(values), level);

    Ciphertext y = polynomials.apply(plan, x);

    assertThat(y.level()).isEqualTo(level - PolynomialEvaluator.depth(plan));
    assertThat(y.scale()).isCloseTo(x.scale(), within(x.scale() * 0x1p-48));
    assertThat(keys.uses()).isEqualTo(PolynomialEvaluator.keyUses(plan, level));
    ComplexVector decrypted = SCHEME.decrypt(y);
    for (int i = 0; i < values.length; i++) {
      assertThat(decrypted.real(i))
          .as("degree %d, slot %d", series.degree(), i)
          .isCloseTo(series.evaluate(values[i]), within(bound(series)));
    }
  }

  @Test
  void tooLowALevelIsRefused() {
    PatersonStockmeyerPlan plan =
        PatersonStockmeyerPlan.of(ChebyshevSeries.of(Interval.UNIT, 0, 0, 0, 1));
    Ciphertext x = SCHEME.encrypt(SCHEME.randomReal(512), 1);

    assertThatThrownBy(() -> new PolynomialEvaluator(SCHEME.evaluator()).apply(plan, x))
        .isInstanceOf(OperandException.class)
        .hasMessageContaining("needs two components and 2 levels")
        .hasMessageContaining("at level 1");
  }
}
