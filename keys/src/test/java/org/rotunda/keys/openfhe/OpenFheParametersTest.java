package org.rotunda.keys.openfhe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.params.Security;

class OpenFheParametersTest {
  private static Parameters parameters(
      int logDegree, int depth, int digits, SecretDistributionCode secret) {
    return OpenFheParameters.of(
        new OpenFheSettings(logDegree, depth, 40, 60, digits, ScalingTechnique.FIXEDMANUAL, secret),
        Security.INSECURE_FOR_TESTING);
  }

  @ParameterizedTest
  @CsvSource({"3,8", "6,64", "7,128", "8,192", "10,192"})
  void sparseSecretsHave192CoefficientsOrAllThereAre(int logDegree, int weight) {
    assertThat(parameters(logDegree, 2, 2, SecretDistributionCode.SPARSE_TERNARY).secret())
        .isEqualTo(new SecretDistribution.FixedWeight(weight));
  }

  @Test
  void gaussianSecretsAreNotSupported() {
    assertThatThrownBy(() -> parameters(6, 2, 2, SecretDistributionCode.GAUSSIAN))
        .isInstanceOf(UnsupportedContextException.class)
        .hasMessageContaining("GAUSSIAN");
  }

  @Test
  void asManyPrimesAndDigitsAsThereMayBeAreSupported() {
    assertThat(parameters(6, 127, 64, SecretDistributionCode.UNIFORM_TERNARY).q()).hasSize(128);
  }

  @ParameterizedTest
  @CsvSource({"128,3,128 primes of Q", "129,65,128 primes of Q", "64,65,64 digits"})
  void morePrimesOrDigitsAreNotSupported(int depth, int digits, String most) {
    assertThatThrownBy(() -> parameters(6, depth, digits, SecretDistributionCode.UNIFORM_TERNARY))
        .isInstanceOf(UnsupportedContextException.class)
        .hasMessageContaining("at most " + most);
  }
}
