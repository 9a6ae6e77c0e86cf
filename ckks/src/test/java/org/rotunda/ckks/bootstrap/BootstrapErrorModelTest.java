package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestScheme;

class BootstrapErrorModelTest {
  private static final int LOG_SLOTS = 10;

  private static ComplexVector apply(List<DiagonalMatrix> factors, ComplexVector x) {
    ComplexVector y = x;
    for (DiagonalMatrix factor : factors) {
      y = factor.multiply(y);
    }
    return y;
  }

  /** A factor as its encoding has it: each diagonal rounded where its giant step needs it. */
  private static DiagonalMatrix rounded(
      DiagonalMatrix matrix, BootstrapStep.Transform step, double scale, Encoder encoder) {
    Map<Integer, ComplexVector> diagonals = new HashMap<>();
    matrix
        .diagonals()
        .forEach(
            (index, diagonal) -> {
              int giant = step.split().giantStep(index);
              try (Plaintext encoded = encoder.encode(diagonal.rotate(-giant), 1, scale)) {
                diagonals.put(index, encoder.decode(encoded).rotate(giant));
              }
            });
    return new DiagonalMatrix(matrix.slots(), diagonals);
  }

  private static List<BootstrapStep.Transform> transforms(BootstrapPlan plan) {
    return plan.steps(BootstrapStage.SLOTS_TO_COEFFS).stream()
        .filter(BootstrapStep.Transform.class::isInstance)
        .map(BootstrapStep.Transform.class::cast)
        .toList();
  }

  /**
   * SlotsToCoeffs with rounded diagonals on a message's exact coefficients, at the levels of 42-bit
   * primes that an arcsine leaves it: where scales are above 2^50 the clear run's own rounding is
   * the larger. The root mean square of 1024 complex errors, sums of many roundings and so about
   * normal, deviates by 1.6 % of itself; the ends of the interval are six deviations away.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theRoundingOfDiagonalsHasThePredictedEffectInTheClear(long seed) {
    TestScheme scheme = new TestScheme(BootstrapTestParameters.degree11(), seed);
    BootstrapPlan plan =
        BootstrapPlan.of(
            scheme.parameters(),
            BootstrapParameters.of(1 << LOG_SLOTS).withMessageRatio(8, ArcsineDegree.FIVE));
    ComplexVector message = scheme.randomComplex(1 << LOG_SLOTS);
    ComplexVector coefficients =
        ClearSlots.scale(apply(EmbeddingFactors.interpolation(LOG_SLOTS, 5), message), 0x1p-10, 0);
    List<DiagonalMatrix> factors = SlotsToCoeffs.matrices(plan.packing(), plan.bootstrap());
    double share = Math.pow(SlotsToCoeffs.gain(plan), 1.0 / factors.size());

    ComplexVector actual = coefficients;
    for (int i = 0; i < factors.size(); i++) {
      BootstrapStep.Transform step = transforms(plan).get(i);
      double scale = share * plan.parameters().prime(step.level());
      actual = rounded(factors.get(i), step, scale, scheme.encoder()).multiply(actual);
    }

    BootstrapError predicted =
        new BootstrapErrorModel(plan).predict(Noise.NONE, scheme.parameters().scale(), message);
    assertThat(SlotErrors.of(actual, message).rootMeanSquare() / predicted.diagonals())
        .as("seed %d", seed)
        .isBetween(0.9, 1.1);
  }

  @Test
  void everyOriginCountsOnceInTheTotalAndTwoOfThemRepeat() {
    BootstrapError error = new BootstrapError(1, 2, 4, 8, 16, 32, 64, 128);
    assertThat(error.total() * error.total()).isCloseTo(21845, within(1e-8));
    assertThat(error.random() * error.random()).isCloseTo(21845 - 1024, within(1e-8));
    assertThat(error.repeated() * error.repeated()).isCloseTo(1024 + 16384, within(1e-8));
  }

  /**
   * The error after k bootstraps of one value is k times what repeats and sqrt(k) times the rest.
   */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "INSECURE_.*")
  void theRoundingOfDiagonalsTellsOnlyAfterAHundredThousandBootstraps(BootstrapPreset preset) {
    BootstrapPlan plan = preset.plan();
    double[] ones = new double[plan.bootstrap().slots()];
    Arrays.fill(ones, 1);
    BootstrapError error =
        new BootstrapErrorModel(plan)
            .predict(Noise.NONE, plan.outputScale(), ComplexVector.ofReal(ones));
    double ratio = error.random() / error.diagonals();
    assertThat(ratio * ratio - 1).isGreaterThan(100_000);
  }
}
