package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixedPointQuotientTest {
  static Stream<Modulus> moduli() {
    return TestPrimes.everySize();
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void fallsShortOfTheQuotientByLessThanTwoToMinus29(Modulus q) {
    FixedPointQuotient quotient = FixedPointQuotient.of(q);
    BigInteger divisor = BigInteger.valueOf(q.value());
    SplittableRandom random = new SplittableRandom(q.value());
    LongStream.concat(
            LongStream.of(0, 1, 2, q.value() / 2, q.value() - 2, q.value() - 1),
            LongStream.generate(() -> random.nextLong(q.value())).limit(200))
        .forEach(
            y -> {
              // q times the shortfall, so that all is exact.
              BigInteger shortfall =
                  BigInteger.valueOf(y)
                      .shiftLeft(FixedPointQuotient.FRACTION_BITS)
                      .subtract(BigInteger.valueOf(quotient.of(y)).multiply(divisor));
              assertThat(shortfall.signum()).as("%d / %s", y, q).isNotNegative();
              assertThat(shortfall)
                  .as("%d / %s", y, q)
                  .isLessThan(divisor.shiftLeft(FixedPointQuotient.FRACTION_BITS - 29));
            });
  }

  @Test
  void roundsHalvesUp() {
    long one = 1L << FixedPointQuotient.FRACTION_BITS;
    assertThat(FixedPointQuotient.round(0)).isZero();
    assertThat(FixedPointQuotient.round(one / 2 - 1)).isZero();
    assertThat(FixedPointQuotient.round(one / 2)).isEqualTo(1);
    assertThat(FixedPointQuotient.round(64 * one - 1)).isEqualTo(64);
  }
}
