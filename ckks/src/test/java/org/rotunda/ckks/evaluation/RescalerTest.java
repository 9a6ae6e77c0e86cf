package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.testing.BigPolys;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class RescalerTest {
  static Stream<Parameters> small() {
    return TestParameters.table().filter(parameters -> parameters.degree() == 1024);
  }

  @ParameterizedTest
  @MethodSource("small")
  void roundsExactlyAtEveryLevel(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 8);
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    Rescaler rescaler = new Rescaler(scheme.context(), scheme.engine());
    for (int level = 1; level <= parameters.maxLevel(); level++) {
      RnsBasis basis = scheme.context().ring().basisQ(level);
      BigInteger last = BigInteger.valueOf(parameters.prime(level));
      List<BigInteger> x = BigPolys.random(basis, level);
      List<BigInteger> expected =
          x.stream()
              .map(value -> value.subtract(BigPolys.centered(value, last)).divide(last))
              .toList();
      RnsBasis target = scheme.context().ring().basisQ(level - 1);
      NttPoly poly = BigPolys.toNtt(x, basis, arithmetic);
      for (NttPoly quotient : rescaler.rescale(List.of(poly, poly, poly))) {
        assertThat(Limbs.of(quotient))
            .as("level %d", level)
            .isDeepEqualTo(Limbs.of(BigPolys.toNtt(expected, target, arithmetic)));
      }
    }
  }
}
