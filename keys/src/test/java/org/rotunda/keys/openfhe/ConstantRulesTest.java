package org.rotunda.keys.openfhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.keys.testing.OpenFheFixtures;

/** Against what OpenFHE 1.5.1 printed by bench/peers/openfhe/constants.cpp. */
class ConstantRulesTest {
  static Stream<String> lines() {
    return new String(OpenFheFixtures.bytes("", "constants.txt"), StandardCharsets.UTF_8).lines();
  }

  /** Its first component is 1, so that it becomes the factor, or 1 more than the addend. */
  private static Ciphertext one(CkksContext context, double scale) {
    RnsBasis basis = context.ring().basisQ(context.parameters().maxLevel());
    return new Ciphertext(
        List.of(constant(basis, 1), constant(basis, 0)), scale, context.parameters().slots());
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

  private static List<Long> numbers(String text) {
    return Arrays.stream(text.strip().split(" ", -1)).map(Long::valueOf).toList();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void factorsAndAddendsAreThoseThatOpenFheTakes(String line) {
    String[] parts = line.split(";", -1);
    String[] words = parts[0].strip().split(" ", -1);
    OpenFheSettings settings = PrimeRulesTest.settings(words);
    double constant = Double.parseDouble(words[6]);
    CkksContext context =
        CkksContext.of(OpenFheParameters.of(settings, Security.INSECURE_FOR_TESTING));
    double scale =
        new ScalingFactors(settings.technique(), context.parameters().q(), settings.scaleBits())
            .scale(0);
    Evaluator evaluator = new Evaluator(context, LocalEngine.serial(), EvaluationKeys.none());
    Ciphertext one = one(context, scale);

    assertThat(entries(evaluator.multiplyConstant(one, constant, 0, scale), 0))
        .isEqualTo(numbers(parts[1]));
    assertThat(entries(evaluator.addConstant(one, constant, 0), 1)).isEqualTo(numbers(parts[2]));
  }
}
