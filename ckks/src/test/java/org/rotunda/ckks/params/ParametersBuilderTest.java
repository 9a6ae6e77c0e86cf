package org.rotunda.ckks.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.Rounding;

class ParametersBuilderTest {
  @Test
  void defaultsAreOnePrimeDigitsTernarySecretCenteredRoundingAndCheckedSecurity() {
    Parameters parameters = Parameters.builder().q(50, 1).q(40, 3).p(56, 1).build();
    assertThat(parameters.logDegree()).isEqualTo(14);
    assertThat(parameters.digitSize()).isEqualTo(1);
    assertThat(parameters.logScale()).isEqualTo(40);
    assertThat(parameters.secret()).isEqualTo(new SecretDistribution.UniformTernary());
    assertThat(parameters.rounding()).isEqualTo(Rounding.CENTERED);
    assertThat(parameters.security()).isEqualTo(Security.BITS_128);
  }

  @Test
  void sizesComeInTheirOrderAsTheClosestUnusedPrimes() {
    Parameters parameters =
        Parameters.builder().q(50, 1).q(40, 2).q(45, 1).p(56, 2).digitSize(1).build();
    long first = PrimeSearch.nearest(1L << 56, 1 << 14, List.of());
    assertThat(parameters.q().getFirst())
        .isEqualTo(PrimeSearch.nearest(1L << 50, 1 << 14, List.of()));
    assertThat(parameters.q().getLast())
        .isEqualTo(PrimeSearch.nearest(1L << 45, 1 << 14, List.of()));
    assertThat(parameters.p())
        .containsExactly(first, PrimeSearch.nearest(1L << 56, 1 << 14, List.of(first)));
  }

  static Stream<Parameters> steadyChains() {
    return Stream.of(Presets.n13(), Presets.n14(), Presets.n15(), Presets.n16());
  }

  @ParameterizedTest
  @MethodSource("steadyChains")
  void scalesStaySteadyThroughEveryLevel(Parameters parameters) {
    double scale = parameters.scale();
    for (int level = parameters.maxLevel(); level > 0; level--) {
      scale = scale * scale / parameters.prime(level);
      // As many primes that are 1 modulo 2N lie within this distance as a chain can use up.
      assertThat(scale / parameters.scale())
          .as("level %d", level - 1)
          .isBetween(1 - 0x1p-10, 1 + 0x1p-10);
    }
  }

  @Test
  void sizesWithoutPrimesAreRefused() {
    List<ParametersBuilder> builders = new ArrayList<>();
    builders.add(Parameters.builder().logDegree(13).q(10, 1).p(55, 1));
    builders.add(Parameters.builder().logDegree(13).q(0, 1).p(55, 1));
    builders.add(Parameters.builder().logDegree(13).q(-5, 1).p(55, 1));
    builders.add(Parameters.builder().logDegree(13).q(63, 1).p(55, 1));
    builders.add(Parameters.builder().logDegree(13).q(70, 1).p(55, 1));
    builders.forEach(
        builder -> assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class));
  }
}
