package org.rotunda.ckks.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.testing.TestParameters;

class CenteredReconstructionTest {
  /**
   * Three operations in double precision, each of relative error 2^-53, and cancellation by at most
   * 3.
   */
  private static final double RELATIVE_ERROR = 0x1p-50;

  static Stream<RnsBasis> bases() {
    return Stream.of(TestParameters.oneDigitOfOnePrime(), TestParameters.sixtyBit())
        .map(CkksContext::of)
        .flatMap(
            context ->
                IntStream.rangeClosed(0, context.parameters().maxLevel())
                    .mapToObj(context.ring()::basisQ));
  }

  /** Values around every boundary of the two ways, and random ones of every size up to Q/2. */
  private static List<BigInteger> values(RnsBasis basis) {
    BigInteger half = basis.product().shiftRight(1);
    List<BigInteger> values = new ArrayList<>();
    BigInteger product = BigInteger.ONE;
    for (int i = 0; i < basis.size(); i++) {
      product = product.multiply(BigInteger.valueOf(basis.modulus(i).value()));
      for (int offset = -2; offset <= 2; offset++) {
        values.add(product.shiftRight(1).add(BigInteger.valueOf(offset)));
      }
    }
    Random random = new Random(basis.size());
    for (int bits = 0; bits < half.bitLength(); bits++) {
      values.add(new BigInteger(bits, random));
    }
    return values.stream()
        .filter(x -> x.compareTo(half) <= 0)
        .flatMap(x -> Stream.of(x, x.negate()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("bases")
  void everyCenteredIntegerComesBackAsItsDouble(RnsBasis basis) {
    List<BigInteger> values = values(basis);
    for (int gap : new int[] {1, 2}) {
      int count = basis.degree() / gap;
      List<BigInteger> coefficients =
          IntStream.range(0, count).mapToObj(i -> values.get(i % values.size())).toList();
      double[] actual = new double[count];
      new CenteredReconstruction(basis).toDouble(poly(basis, coefficients, gap), gap, actual);
      for (int i = 0; i < count; i++) {
        double expected = coefficients.get(i).doubleValue();
        assertThat(Math.abs(actual[i] - expected))
            .as("%s over %s", coefficients.get(i), basis)
            .isLessThanOrEqualTo(RELATIVE_ERROR * Math.abs(expected));
      }
    }
  }

  private static CoeffPoly poly(RnsBasis basis, List<BigInteger> coefficients, int gap) {
    long[][] limbs = new long[basis.size()][basis.degree()];
    for (int k = 0; k < limbs.length; k++) {
      for (int i = 0; i < coefficients.size(); i++) {
        limbs[k][i * gap] = basis.modulus(k).reduce(coefficients.get(i));
      }
    }
    return new CoeffPoly(basis, LimbBlock.onHeap(limbs));
  }
}
