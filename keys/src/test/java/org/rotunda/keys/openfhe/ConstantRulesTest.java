package org.rotunda.keys.openfhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.HalfAddition;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.keys.testing.OpenFheFixtures;

/**
 * Against what OpenFHE 1.5.1 printed by bench/peers/openfhe/constants.cpp, for one context a test:
 * built with fused operations, and the lines that differ in a build without.
 */
class ConstantRulesTest {
  private static final int SETTINGS_WORDS = 6;

  private static Stream<String> lines(HalfAddition halves) {
    String file =
        switch (halves) {
          case FUSED -> "constants.txt";
          case SEPARATE -> "constants_separate.txt";
        };
    return new String(OpenFheFixtures.bytes("", file), StandardCharsets.UTF_8).lines();
  }

  private static String settings(String line) {
    return String.join(" ", Arrays.asList(line.split(" ", -1)).subList(0, SETTINGS_WORDS));
  }

  static Stream<Arguments> contexts() {
    return Arrays.stream(HalfAddition.values())
        .flatMap(
            halves ->
                lines(halves)
                    .map(ConstantRulesTest::settings)
                    .distinct()
                    .map(context -> Arguments.of(context, halves)));
  }

  /** Its first component is 1, so that it becomes the factor, or 1 more than the addend. */
  private static Ciphertext one(OpenFheConverter converter, int otherLevel) {
    RnsBasis basis = converter.ckks().ring().basisQ(converter.otherLevel(otherLevel));
    return new Ciphertext(
        List.of(constant(basis, 1), constant(basis, 0)),
        converter.scalingFactors().scale(otherLevel),
        converter.ckks().parameters().slots());
  }

  private static NttPoly constant(RnsBasis basis, long value) {
    long[][] limbs = new long[basis.size()][basis.degree()];
    for (long[] limb : limbs) {
      Arrays.fill(limb, value);
    }
    return new NttPoly(basis, LimbBlock.onHeap(limbs));
  }

  /** The first entries of all limbs, less an offset. */
  private static List<Long> entries(Ciphertext x, long offset) {
    NttPoly first = x.component(0);
    return IntStream.range(0, first.basis().size())
        .mapToObj(i -> first.basis().modulus(i).subtract(first.limb(i)[0], offset))
        .toList();
  }

  /** A level of OpenFHE's and numbers modulo the primes that are left there. */
  private record Printed(int level, List<Long> numbers) {
    static Printed of(String text) {
      List<Long> words = Arrays.stream(text.strip().split(" ", -1)).map(Long::valueOf).toList();
      return new Printed(words.getFirst().intValue(), words.subList(1, words.size()));
    }
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void factorsAndAddendsAreThoseThatOpenFheTakes(String context, HalfAddition halves) {
    OpenFheSettings settings = PrimeRulesTest.settings(context.split(" ", -1));
    OpenFheConverter converter =
        OpenFheConverter.of(
            OpenFheContexts.of(settings, settings.degree() / 2, Security.INSECURE_FOR_TESTING),
            LocalEngine.serial(),
            Security.INSECURE_FOR_TESTING);
    OpenFheConstants constants = new OpenFheConstants(converter, halves);

    lines(halves)
        .filter(line -> settings(line).equals(context))
        .forEach(
            line -> {
              String[] parts = line.split(";", -1);
              String[] words = parts[0].strip().split(" ", -1);
              double constant = Double.parseDouble(words[SETTINGS_WORDS]);
              int scaleDegree = Integer.parseInt(words[SETTINGS_WORDS + 1]);
              Printed factor = Printed.of(parts[1]);
              Printed addend = Printed.of(parts[2]);

              assertThat(entries(constants.multiply(one(converter, factor.level()), constant), 0))
                  .as("factor, %s", parts[0])
                  .isEqualTo(factor.numbers());
              assertThat(
                      entries(
                          constants.add(one(converter, addend.level()), constant, scaleDegree), 1))
                  .as("addend, %s", parts[0])
                  .isEqualTo(addend.numbers());
            });
  }
}
