package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatersonStockmeyerPlanTest {
  private static final int SEEDS = 3;

  static IntStream degrees() {
    return IntStream.rangeClosed(0, 127);
  }

  @ParameterizedTest
  @MethodSource("degrees")
  void equalsClenshawWithinTheRoundingOfBoth(int degree) {
    for (Parity parity : Parity.values()) {
      for (long seed = 0; seed < SEEDS; seed++) {
        ChebyshevSeries series = RandomSeries.of(seed, degree, parity);
        PatersonStockmeyerPlan plan = PatersonStockmeyerPlan.of(series);
        double bound = PlanErrorBound.of(plan) + series.roundingBound();
        assertThat(bound).isLessThanOrEqualTo(1e-9 * series.coefficientNorm());
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
          double x = i < 2 ? 2 * i - 1 : 2 * random.nextDouble() - 1;
          assertThat(plan.evaluate(x))
              .as("seed %d degree %d parity %s x %s", seed, degree, parity, x)
              .isCloseTo(series.evaluate(x), within(bound));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("degrees")
  void consumesCeilingOfLogDegreePlusOneLevels(int degree) {
    int least = (int) Math.ceil(Math.log(degree + 1) / Math.log(2) - 1e-9);
    assertThat(PatersonStockmeyerPlan.leastDepth(degree)).isEqualTo(least);
    for (Parity parity : Parity.values()) {
      ChebyshevSeries series = RandomSeries.of(1, degree, parity);
      int expected = PatersonStockmeyerPlan.leastDepth(series.degree());
      assertThat(PatersonStockmeyerPlan.of(series).depth()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("degrees")
  void everyStepUsesOnlyWhatIsMadeBefore(int degree) {
    for (Parity parity : Parity.values()) {
      PatersonStockmeyerPlan plan = PatersonStockmeyerPlan.of(RandomSeries.of(2, degree, parity));
      Set<Integer> made = new HashSet<>(Set.of(0, 1));
      for (ChebyshevProduct product : plan.products()) {
        assertThat(made).contains(product.left(), product.right(), product.difference());
        assertThat(made.add(product.index())).isTrue();
      }
      requireMade(plan.root(), made);
    }
  }

  private static void requireMade(PlanNode node, Set<Integer> made) {
    switch (node) {
      case PlanNode.Leaf(ChebyshevSeries series) -> {
        for (int k = 0; k <= series.degree(); k++) {
          assertThat(series.coefficient(k) == 0 || made.contains(k)).isTrue();
        }
      }
      case PlanNode.Split(PlanNode quotient, int giant, PlanNode remainder) -> {
        assertThat(made).contains(giant);
        assertThat(quotient.depth()).isPositive();
        requireMade(quotient, made);
        requireMade(remainder, made);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Parity.class)
  void moreLevelsNeverCostMoreProducts(Parity parity) {
    for (int degree = 2; degree <= 70; degree++) {
      ChebyshevSeries series = RandomSeries.of(3, degree, parity);
      PatersonStockmeyerPlan plan = PatersonStockmeyerPlan.of(series);
      for (int more = 1; more <= 2; more++) {
        int levels = PatersonStockmeyerPlan.leastDepth(series.degree()) + more;
        PatersonStockmeyerPlan deeper = PatersonStockmeyerPlan.of(series, levels);
        assertThat(deeper.depth()).isLessThanOrEqualTo(levels);
        assertThat(deeper.multiplications()).isLessThanOrEqualTo(plan.multiplications());
        plan = deeper;
      }
    }
  }

  /** Lee, Lee, No, Kim (IEEE TDSC 2021) count these products for odd degrees 3, 5, ..., 31. */
  @Test
  void oddSeriesNeedNoMoreProductsThanPublished() {
    int[] published = {2, 3, 5, 5, 6, 7, 8, 8, 8, 9, 9, 10, 10, 11, 12};
    for (int i = 0; i < published.length; i++) {
      int degree = 2 * i + 3;
      assertThat(
              PatersonStockmeyerPlan.of(RandomSeries.of(4, degree, Parity.ODD)).multiplications())
          .as("degree %d", degree)
          .isLessThanOrEqualTo(published[i]);
    }
  }

  @Test
  void squareNeedsOneProduct() {
    PatersonStockmeyerPlan plan =
        PatersonStockmeyerPlan.of(ChebyshevSeries.of(Interval.UNIT, 0.5, 0, 0.5));
    assertThat(plan.products()).containsExactly(new ChebyshevProduct(2, 1, 1));
    assertThat(plan.multiplications()).isEqualTo(1);
    assertThat(plan.depth()).isEqualTo(2);
  }

  @Test
  void constantsConsumeNothing() {
    PatersonStockmeyerPlan plan = PatersonStockmeyerPlan.of(ChebyshevSeries.of(Interval.UNIT, 3));
    assertThat(plan.depth()).isZero();
    assertThat(plan.multiplications()).isZero();
    assertThat(plan.evaluate(0.5)).isEqualTo(3);
  }

  @Test
  void singleHighTermHasNoSplits() {
    double[] coefficients = new double[65];
    coefficients[64] = 1;
    PatersonStockmeyerPlan plan =
        PatersonStockmeyerPlan.of(ChebyshevSeries.of(Interval.UNIT, coefficients));
    assertThat(plan.multiplications()).isEqualTo(6);
    assertThat(plan.evaluate(0.5)).isCloseTo(-0.5, within(PlanErrorBound.of(plan)));
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 511, 1023})
  void largeDegreesStayAtLeastDepth(int degree) {
    PatersonStockmeyerPlan plan =
        PatersonStockmeyerPlan.of(RandomSeries.of(5, degree, Parity.NEITHER));
    assertThat(plan.depth()).isEqualTo(PatersonStockmeyerPlan.leastDepth(degree));
    assertThat(plan.multiplications()).isLessThan(3 * (int) Math.sqrt(degree));
  }

  @Test
  void worksOnOtherIntervals() {
    Interval interval = new Interval(-3, 5);
    ChebyshevSeries series = RandomSeries.of(6, 20, Parity.NEITHER).on(interval);
    PatersonStockmeyerPlan plan = PatersonStockmeyerPlan.of(series);
    double bound = PlanErrorBound.of(plan) + series.roundingBound();
    // Dyadic points: mapping them to [-1, 1] is exact.
    for (double x = -3; x <= 5; x += 0.125) {
      assertThat(plan.evaluate(x)).isCloseTo(series.evaluate(x), within(bound));
    }
  }

  @Test
  void tooFewLevelsAreRefused() {
    ChebyshevSeries series = RandomSeries.of(7, 8, Parity.NEITHER);
    assertThatThrownBy(() -> PatersonStockmeyerPlan.of(series, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs depth 4, but only 3");
  }
}
