package org.rotunda.ckks.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.testing.TestParameters;

class SecurityTest {
  @Test
  void ternaryBoundsDoubleWithTheDegree() {
    SecretDistribution ternary = new SecretDistribution.UniformTernary();
    for (int logDegree = 11; logDegree <= 17; logDegree++) {
      int bound = Security.maxLogQp(logDegree, ternary).getAsInt();
      int half = Security.maxLogQp(logDegree - 1, ternary).getAsInt();
      // Both are rounded down, so the true ratio lies between these two.
      assertThat(bound / (half + 1.0)).as("N = 2^%d", logDegree).isLessThan(2.03);
      assertThat((bound + 1.0) / half).as("N = 2^%d", logDegree).isGreaterThan(1.98);
    }
    assertThat(Security.maxLogQp(9, ternary)).isEmpty();
    assertThat(Security.maxLogQp(18, ternary)).isEmpty();
  }

  @Test
  void sparseSecretsAreAllowedLessThanDenseOnes() {
    SecretDistribution dense = new SecretDistribution.UniformTernary();
    for (int logDegree = 10; logDegree <= 17; logDegree++) {
      var sparse = Security.maxLogQp(logDegree, new SecretDistribution.FixedWeight(192));
      if (sparse.isPresent()) {
        assertThat(sparse.getAsInt()).isLessThan(Security.maxLogQp(logDegree, dense).getAsInt());
      }
    }
    assertThat(Security.maxLogQp(16, new SecretDistribution.FixedWeight(192))).hasValue(1550);
    assertThat(Security.maxLogQp(16, new SecretDistribution.FixedWeight(191))).isEmpty();
  }

  @Test
  void theEphemeralSecretIsAllowedTwoPrimesOnly() {
    for (int logDegree : new int[] {15, 16}) {
      assertThat(Security.maxLogEphemeral(logDegree).getAsInt())
          .isLessThanOrEqualTo(2 * 61)
          .isLessThan(
              Security.maxLogQp(logDegree, new SecretDistribution.FixedWeight(192)).getAsInt());
    }
    assertThat(Security.maxLogEphemeral(13)).isEmpty();
  }

  @Test
  void theEphemeralSecretIsRefusedWhereNothingIsPublishedOrThePrimesAreTooLarge() {
    assertThatThrownBy(() -> Security.requireEphemeral(Presets.n13()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("N = 2^13");
    assertThatThrownBy(() -> Security.requireEphemeral(Presets.n15()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("at most 84")
        .hasMessageContaining("97.00");
    Security.requireEphemeral(Presets.n16());
    Security.requireEphemeral(TestParameters.sparseSecret());
  }
}
