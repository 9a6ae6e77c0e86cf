package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.testing.TestScheme;

/** What the encoder rule compares can differ, in both directions and for any values. */
class EncoderRuleTest {
  private static final int LOG_SCALE = 40;
  private static final double SCALE = 0x1p40;

  private static TestScheme scheme(int logDegree) {
    return new TestScheme(
        Parameters.builder()
            .logDegree(logDegree)
            .q(54, 1)
            .q(LOG_SCALE, 1)
            .p(60, 1)
            .digitSize(1)
            .logScale(LOG_SCALE)
            .insecureForTesting()
            .build(),
        3);
  }

  private static List<BigInteger> coefficients(TestScheme scheme, Plaintext plaintext) {
    return List.of(
        BigCoefficients.of(new RingArithmetic(scheme.engine()).toCoeff(plaintext.poly())));
  }

  private static Plaintext encoded(TestScheme scheme, ComplexVector values) {
    return scheme.encoder().encode(values, 1, SCALE);
  }

  @ParameterizedTest
  @CsvSource({"3,1", "3,4", "4,8", "6,2", "8,128", "11,1024", "11,16"})
  void slotsAreDecodedAsTheirDefinitionSays(int logDegree, int slots) {
    TestScheme scheme = scheme(logDegree);
    Plaintext plaintext = encoded(scheme, scheme.randomComplex(slots));

    assertThat(
            EncoderRule.decoding(
                "pt", coefficients(scheme, plaintext), scheme.encoder().decode(plaintext), SCALE))
        .isInstanceOf(Finding.Agreement.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 7})
  void aSlotThatIsDecodedWronglyIsADifference(int slot) {
    TestScheme scheme = scheme(4);
    Plaintext plaintext = encoded(scheme, scheme.randomComplex(8));
    ComplexVector decoded = scheme.encoder().decode(plaintext);
    double[] real = decoded.real();
    real[slot] += 1e-13;

    assertThat(
            EncoderRule.decoding(
                "pt",
                coefficients(scheme, plaintext),
                ComplexVector.of(real, decoded.imaginary()),
                SCALE))
        .isInstanceOfSatisfying(
            Finding.Difference.class,
            difference -> assertThat(difference.first()).startsWith("pt, slot " + slot + ": "));
  }

  @Test
  void slotsInAnotherOrderAreADifference() {
    TestScheme scheme = scheme(6);
    Plaintext plaintext = encoded(scheme, scheme.randomComplex(32));

    assertThat(
            EncoderRule.decoding(
                "pt",
                coefficients(scheme, plaintext),
                scheme.encoder().decode(plaintext).rotate(1),
                SCALE))
        .isInstanceOf(Finding.Difference.class);
  }

  @Test
  void aCoefficientBetweenThoseOfFewSlotsIsADifference() {
    TestScheme scheme = scheme(6);
    Plaintext plaintext = encoded(scheme, scheme.randomComplex(8));
    List<BigInteger> coefficients = new ArrayList<>(coefficients(scheme, plaintext));
    coefficients.set(1, BigInteger.TEN);

    assertThat(EncoderRule.decoding("pt", coefficients, scheme.encoder().decode(plaintext), SCALE))
        .isInstanceOf(Finding.Difference.class);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "2,false", "1000,false"})
  void coefficientsMayBeOneApartAtUsualScales(long apart, boolean agrees) {
    TestScheme scheme = scheme(6);
    ComplexVector values = scheme.randomComplex(32);
    List<BigInteger> ours = coefficients(scheme, encoded(scheme, values));
    List<BigInteger> theirs = new ArrayList<>(ours);
    theirs.set(63, ours.get(63).subtract(BigInteger.valueOf(apart)));

    assertThat(EncoderRule.encoding("pt", values, SCALE, ours, theirs))
        .isInstanceOf(agrees ? Finding.Agreement.class : Finding.Difference.class);
  }

  @Test
  void atLargeScalesWhatRoundingCannotExplainIsADifference() {
    TestScheme scheme = scheme(6);
    double scale = 0x1p60;
    ComplexVector values = scheme.randomComplex(32);
    List<BigInteger> ours = new OpenFheEncoding(64, true).encode(values, scale).coefficients();
    List<BigInteger> near = new ArrayList<>(ours);
    near.set(0, ours.getFirst().add(BigInteger.valueOf(200)));
    List<BigInteger> far = new ArrayList<>(ours);
    far.set(0, ours.getFirst().add(BigInteger.ONE.shiftLeft(20)));

    assertThat(EncoderRule.encoding("pt", values, scale, ours, near))
        .isInstanceOfSatisfying(
            Finding.Agreement.class,
            agreement ->
                assertThat(agreement.measured())
                    .startsWith("largest difference of a coefficient 200 of at most "));
    assertThat(EncoderRule.encoding("pt", values, scale, ours, far))
        .isInstanceOf(Finding.Difference.class);
  }
}
