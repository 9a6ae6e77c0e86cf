package org.rotunda.keys.openfhe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.keys.testing.OpenFheFixtures;

/** Against what OpenFHE 1.5.1 printed by bench/peers/openfhe/primes.cpp. */
class PrimeRulesTest {
  static Stream<String> sweep() {
    return new String(OpenFheFixtures.bytes("", "primes.txt"), StandardCharsets.UTF_8).lines();
  }

  static OpenFheSettings settings(String[] words) {
    return new OpenFheSettings(
        Integer.parseInt(words[0]),
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        ScalingTechnique.valueOf(words[5]),
        SecretDistributionCode.UNIFORM_TERNARY);
  }

  private static List<Long> numbers(String text) {
    return Arrays.stream(text.strip().split(" ", -1)).map(Long::valueOf).toList();
  }

  @ParameterizedTest
  @MethodSource("sweep")
  void primesAndScalesAreThoseThatOpenFheTakes(String line) {
    String[] parts = line.split(";", -1);
    OpenFheSettings settings = settings(parts[0].split(" ", -1));
    List<Long> q = PrimeRules.q(settings);

    if (parts[1].strip().equals("refused")) {
      assertThatThrownBy(() -> PrimeRules.p(q, settings.digits(), settings.degree()))
          .isInstanceOf(ParameterException.class);
      return;
    }
    assertThat(q).isEqualTo(numbers(parts[1]));
    assertThat(PrimeRules.p(q, settings.digits(), settings.degree())).isEqualTo(numbers(parts[2]));
    ScalingFactors factors = new ScalingFactors(settings.technique(), q, settings.scaleBits());
    assertThat(IntStream.range(0, q.size()).mapToObj(factors::scale))
        .isEqualTo(
            Arrays.stream(parts[3].strip().split(" ", -1)).map(Double::parseDouble).toList());
  }

  @Test
  void theSweepHasAtLeastFortyCombinations() {
    assertThat(sweep()).hasSizeGreaterThanOrEqualTo(40);
  }
}
