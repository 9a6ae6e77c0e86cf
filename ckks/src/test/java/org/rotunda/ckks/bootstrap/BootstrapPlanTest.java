package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Order;
import org.rotunda.ckks.bootstrap.BootstrapParameters.RaisingSecret;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;

class BootstrapPlanTest {
  @Test
  void everyUsedKeyIsRequiredOnceAtItsHighestLevel() {
    BootstrapPlan plan = BootstrapPreset.INSECURE_N12_REAL.plan();
    List<KeyUse> required = plan.requiredKeys();
    Set<KeyId> ids = new HashSet<>();
    for (KeyUse key : required) {
      assertThat(ids.add(key.id())).as("%s once", key.id()).isTrue();
      assertThat(
              plan.keyUses().stream()
                  .filter(use -> use.id().equals(key.id()))
                  .mapToInt(KeyUse::level)
                  .max())
          .hasValue(key.level());
    }
    assertThat(plan.keyUses()).allMatch(use -> ids.contains(use.id()));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "INSECURE_.*")
  void presetsAreSecureAndFailWithNegligibleProbability(BootstrapPreset preset) {
    BootstrapPlan plan = preset.plan();
    Parameters parameters = plan.parameters();
    assertThat(parameters.security()).isEqualTo(Security.BITS_128);
    assertThat(plan.overflow().log2Failure()).isLessThanOrEqualTo(-128);
    int computing =
        plan.bootstrap().order() == Order.SLOTS_TO_COEFFS_FIRST
            ? plan.outputLevel() - plan.inputLevel()
            : plan.outputLevel();
    assertThat(computing).isGreaterThanOrEqualTo(4);
  }

  @Test
  void theMainPresetsLeaveTenLevels() {
    assertThat(BootstrapPreset.N16_REAL.plan().outputLevel()).isEqualTo(13);
    assertThat(BootstrapPreset.N16_REAL.plan().inputLevel()).isEqualTo(3);
    assertThat(BootstrapPreset.N16_COMPLEX.plan().outputLevel()).isEqualTo(10);
    assertThat(BootstrapPreset.N16_REAL_WEIGHT_192.plan().outputLevel()).isEqualTo(13);
    assertThat(BootstrapPreset.N16_FAST.plan().parameters().q()).allMatch(q -> q < 1L << 50);
    assertThat(BootstrapPreset.N16_FAST.plan().parameters().p()).allMatch(p -> p < 1L << 50);
  }

  /** log2 P(weight >= w) <= -N KL(w/N, 2/3) for the binomial weight (Chernoff, Hoeffding). */
  @Test
  void aUniformSecretIsHeavierThanTheBoundAssumesLessOftenThanBootstrapsFail() {
    Parameters parameters = BootstrapTestParameters.degree11();
    BootstrapPlan plan =
        BootstrapPlan.of(
            parameters, BootstrapParameters.of(1024).withRaisedUnder(RaisingSecret.MAIN));
    double share = (double) plan.overflow().weight() / parameters.degree();
    assertThat(share).isBetween(2.0 / 3, 1.0);
    double divergence = share * Log2.of(share * 1.5) + (1 - share) * Log2.of((1 - share) * 3);
    assertThat(-parameters.degree() * divergence).isLessThan(-140);
  }

  @Test
  void theSizesOfTheOtherPresetsAreThoseStated() {
    assertThat(BootstrapPreset.N16_PRECISE.plan().parameters().logQp()).isBetween(1722.5, 1723.5);
    // Two passes take one level more than one.
    assertThat(BootstrapPreset.N16_PRECISE.passes()).isEqualTo(2);
    IteratedPlan precise = BootstrapPreset.N16_PRECISE.iterated();
    assertThat(precise.worstBitsOfAPass(1)).isGreaterThan(precise.bits());
    double[] ones = new double[1 << 15];
    Arrays.fill(ones, 1);
    PredictedErrors ofOnes = precise.predictReal(Noise.NONE, 0x1p49, ComplexVector.ofReal(ones));
    assertThat(ofOnes.meanBits()).isGreaterThan(35);
    assertThat(ofOnes.worstBits()).isGreaterThan(32);
    assertThat(BootstrapPreset.N16_PRECISE.plan().outputLevel()).isEqualTo(8);
    assertThat(BootstrapPreset.N16_PRECISE.plan().inputLevel()).isZero();
    assertThat(BootstrapPreset.N16_REAL_WEIGHT_192.plan().inputLevel()).isEqualTo(3);
    assertThat(BootstrapPreset.N16_FAST.plan().inputLevel()).isEqualTo(3);
    assertThat(BootstrapPreset.N16_FAST.plan().outputLevel()).isEqualTo(13);
    assertThat(BootstrapPreset.N15_REAL.plan().inputLevel()).isEqualTo(2);
    assertThat(BootstrapPreset.N15_REAL.plan().outputLevel()).isEqualTo(6);
  }

  @Test
  void theScaleOfTheApplicationStaysSteadyDownTheLadder() {
    for (BootstrapPlan plan :
        List.of(
            BootstrapPreset.INSECURE_N12_REAL.plan(),
            BootstrapPreset.INSECURE_N12_COMPLEX.plan())) {
      double scale = plan.outputScale();
      for (int level = plan.outputLevel(); level > plan.inputLevel(); level--) {
        scale = scale * scale / plan.parameters().prime(level);
        // The nearest prime is within a few dozen steps of 2N.
        assertThat(scale / plan.outputScale()).isBetween(1 - 0x1p-20, 1 + 0x1p-20);
      }
    }
  }

  @Test
  void plansForTheSameAreEqual() {
    BootstrapPlan plan = BootstrapPreset.INSECURE_N12_REAL.plan();
    assertThat(plan)
        .isEqualTo(BootstrapPreset.INSECURE_N12_REAL.plan())
        .hasSameHashCodeAs(BootstrapPreset.INSECURE_N12_REAL.plan())
        .isNotEqualTo(BootstrapPreset.INSECURE_N12_COMPLEX.plan())
        .isNotEqualTo(BootstrapPlan.of(plan.parameters(), plan.bootstrap().withDiagonalBytes(0)));
  }

  @Test
  void transformedDiagonalsAreHeldAsLongAsTheyFit() {
    BootstrapPlan plan = BootstrapPreset.INSECURE_N12_REAL.plan();
    long whole = plan.matrixBytes();
    for (long bytes : new long[] {0, whole / 4, whole / 2, whole}) {
      BootstrapPlan bounded =
          BootstrapPlan.of(plan.parameters(), plan.bootstrap().withDiagonalBytes(bytes));
      long held = 0;
      for (BootstrapStep step : bounded.steps()) {
        if (step instanceof BootstrapStep.Transform transform && transform.isHeld()) {
          held += transform.bytes();
        }
      }
      assertThat(held).isLessThanOrEqualTo(bytes);
      assertThat(bounded.matrixBytes()).isBetween(held + (bytes == whole ? 0 : 1), whole);
    }
    assertThat(plan.steps()).filteredOn(BootstrapStep.Transform.class::isInstance).hasSize(6);
  }

  @Test
  void aShortChainIsRefusedWithBothLengths() {
    Parameters parameters =
        Parameters.builder()
            .logDegree(11)
            .q(60, 1)
            .q(42, 5)
            .q(60, 5)
            .p(61, 2)
            .logScale(42)
            .insecureForTesting()
            .build();
    assertThatThrownBy(() -> BootstrapPlan.of(parameters, BootstrapParameters.of(1024)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("there are 10");
    assertThatThrownBy(() -> BootstrapPlan.of(parameters, BootstrapParameters.of(2048)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("1024")
        .hasMessageContaining("2048");
  }

  @Test
  void aWholeMatrixOfManySlotsIsRefusedBeforeItIsFormed() {
    BootstrapPlan plan = BootstrapPreset.N16_COMPLEX.plan();
    assertThatThrownBy(() -> BootstrapPlan.of(plan.parameters(), plan.bootstrap().withLevels(1, 3)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("CoeffsToSlots of 32768 slots in 1 level(s)")
        .hasMessageContaining("32768 diagonals, which take 16384 MiB");
    assertThatThrownBy(() -> BootstrapPlan.of(plan.parameters(), plan.bootstrap().withLevels(3, 1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("SlotsToCoeffs");
  }

  @Test
  void aFirstPrimeTooLargeForTheEphemeralSecretIsRefused() {
    Parameters parameters =
        Parameters.builder().logDegree(15).q(40, 1).q(40, 14).p(49, 2).logScale(40).build();
    assertThatThrownBy(() -> BootstrapPlan.of(parameters, BootstrapParameters.of(1 << 14)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("at most 84")
        .hasMessageContaining("89.00");
  }
}
