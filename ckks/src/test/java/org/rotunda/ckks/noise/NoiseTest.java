package org.rotunda.ckks.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.sampling.GaussianSampler;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class NoiseTest {
  @Test
  void variancesAddAndScaleBySquares() {
    assertThat(new Noise(3).plus(new Noise(4))).isEqualTo(new Noise(7));
    assertThat(new Noise(3).times(-2)).isEqualTo(new Noise(12));
    assertThat(new Noise(9).deviation()).isEqualTo(3);
    assertThat(Noise.NONE.plus(new Noise(2))).isEqualTo(new Noise(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 512})
  void slotsOfARandomPolynomialHaveTheSlotDeviation(int slots) {
    TestScheme scheme = new TestScheme(TestParameters.oneDigitOfOnePrime(), 1);
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    long[] coefficients = new GaussianSampler(100).sample(1024, new SeededRandom(2));
    Plaintext plaintext =
        new Plaintext(
            arithmetic.toNtt(arithmetic.lift(coefficients, scheme.context().ring().basisQ(1))),
            0x1p10,
            slots);
    double measured = Math.sqrt(ClearSlots.meanSquare(scheme.encoder().decode(plaintext)));
    double predicted = new Noise(100 * 100).slotDeviation(0x1p10, slots);
    // The root mean square of n complex numbers varies by 1/sqrt(4n): five of its deviations.
    assertThat(measured / predicted).isCloseTo(1, within(5 / Math.sqrt(4.0 * slots)));
  }
}
