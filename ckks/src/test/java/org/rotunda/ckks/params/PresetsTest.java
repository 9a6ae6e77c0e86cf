package org.rotunda.ckks.params;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
  static Stream<Arguments> presets() {
    return Stream.of(
        Arguments.of(Presets.n13(), 13, 212, 3),
        Arguments.of(Presets.n14(), 14, 385, 6),
        Arguments.of(Presets.n15(), 15, 823, 15),
        Arguments.of(Presets.n16(), 16, 1607, 27));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetHasItsStatedSizesAndSecurity(
      Parameters parameters, int logDegree, int logQp, int levels) {
    assertThat(parameters.security()).isEqualTo(Security.BITS_128);
    assertThat(parameters.logDegree()).isEqualTo(logDegree);
    assertThat(Math.round(parameters.logQp())).isEqualTo(logQp);
    assertThat(parameters.maxLevel()).isEqualTo(levels);
    assertThat(Security.maxLogQp(logDegree, parameters.secret()).getAsInt())
        .isGreaterThanOrEqualTo(logQp);
  }
}
