package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.ckks.testing.BigPolys;
import org.rotunda.ckks.testing.Limbs;

class RingArithmeticTest {
  private static final int DEGREE = 16;
  private final RingArithmetic arithmetic =
      new RingArithmetic(
          new Engine(new ScalarKernels(), LimbAllocator.heap(), LimbExecutor.serial()));
  private final RnsRing ring = ring();
  private final RnsBasis basis = ring.basisQp(1);
  private final List<BigInteger> x = BigPolys.random(basis, 1);
  private final List<BigInteger> y = BigPolys.random(basis, 2);
  private final NttPoly nttX = BigPolys.toNtt(x, basis, arithmetic);
  private final NttPoly nttY = BigPolys.toNtt(y, basis, arithmetic);

  private static RnsRing ring() {
    return new RnsRing(
        DEGREE,
        PrimeSearch.below(40, 3, DEGREE, List.of()),
        PrimeSearch.below(61, 2, DEGREE, List.of()));
  }

  private void assertEqual(NttPoly actual, List<BigInteger> expected) {
    assertThat(Limbs.of(actual))
        .isDeepEqualTo(Limbs.of(BigPolys.toNtt(expected, actual.basis(), arithmetic)));
  }

  private static List<BigInteger> map(IntFunction<BigInteger> coefficient) {
    return IntStream.range(0, DEGREE).mapToObj(coefficient).toList();
  }

  private static List<BigInteger> product(List<BigInteger> x, List<BigInteger> y) {
    BigInteger[] out = new BigInteger[DEGREE];
    Arrays.fill(out, BigInteger.ZERO);
    for (int i = 0; i < DEGREE; i++) {
      for (int j = 0; j < DEGREE; j++) {
        BigInteger term = x.get(i).multiply(y.get(j));
        int k = (i + j) % DEGREE;
        out[k] = i + j < DEGREE ? out[k].add(term) : out[k].subtract(term);
      }
    }
    return List.of(out);
  }

  @Test
  void operationsAgreeWithPolynomialsOverTheIntegers() {
    assertEqual(arithmetic.add(nttX, nttY), map(i -> x.get(i).add(y.get(i))));
    assertEqual(arithmetic.subtract(nttX, nttY), map(i -> x.get(i).subtract(y.get(i))));
    assertEqual(arithmetic.negate(nttX), map(i -> x.get(i).negate()));
    assertEqual(arithmetic.multiply(nttX, nttY), product(x, y));
    BigInteger big = BigInteger.TWO.pow(200).negate();
    assertEqual(
        arithmetic.multiplyScalar(nttX, i -> basis.modulus(i).reduce(big)),
        map(i -> x.get(i).multiply(big)));
    assertEqual(
        arithmetic.addScalar(nttX, i -> basis.modulus(i).reduce(big)),
        map(i -> i == 0 ? x.get(0).add(big) : x.get(i)));
    List<BigInteger> square = product(x, x);
    List<BigInteger> cross = product(x, y);
    assertEqual(
        arithmetic.innerProduct(new NttPoly[] {nttX, nttX}, new NttPoly[] {nttX, nttY}),
        map(i -> square.get(i).add(cross.get(i))));
  }

  @Test
  void transformsUndoEachOtherAndLeaveTheirOperands() {
    long[][] before = Limbs.of(nttX);
    assertThat(Limbs.of(arithmetic.toNtt(arithmetic.toCoeff(nttX)))).isDeepEqualTo(before);
    assertThat(Limbs.of(arithmetic.copy(nttX))).isDeepEqualTo(before);
    assertThat(arithmetic.copy(nttX).limb(0)).isNotSameAs(nttX.limb(0));
    assertThat(Limbs.of(nttX)).isDeepEqualTo(before);
  }

  @Test
  void restrictionKeepsLeadingLimbsOnly() {
    RnsBasis low = ring.basisQ(0);
    assertThat(Limbs.of(arithmetic.restrict(nttX, low))).isDeepEqualTo(new long[][] {nttX.limb(0)});
    for (RnsBasis other : List.of(ring.basisP(), ring.basisQ(2))) {
      assertThatThrownBy(() -> arithmetic.restrict(nttX, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(basis.toString())
          .hasMessageContaining(other.toString());
    }
  }

  @Test
  void smallSignedCoefficientsAreLiftedToEveryPrime() {
    long[] small = new SplittableRandom(3).longs(DEGREE, -1L << 62, 1L << 62).toArray();
    small[0] = Long.MIN_VALUE;
    small[1] = Long.MAX_VALUE;
    assertEqual(
        arithmetic.toNtt(arithmetic.lift(small, basis)), map(i -> BigInteger.valueOf(small[i])));
  }

  @Test
  void operandsOfUnequalPrimesAreRefusedWithBothBases() {
    NttPoly lower = arithmetic.restrict(nttX, ring.basisQ(1));
    assertThatThrownBy(() -> arithmetic.add(nttX, lower))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1, 3, 4]")
        .hasMessageContaining("[0, 1]");
  }

  @Test
  void polynomialsUnderEqualRingsBuiltTwiceFitTogether() {
    NttPoly other = BigPolys.toNtt(y, ring().basisQp(1), arithmetic);
    assertThat(other.basis()).isEqualTo(basis).hasSameHashCodeAs(basis);
    assertThat(Limbs.of(arithmetic.add(nttX, other)))
        .isDeepEqualTo(Limbs.of(arithmetic.add(nttX, nttY)));
  }

  @Test
  void polynomialsHaveOneLimbAPrime() {
    LimbBlock two = LimbBlock.onHeap(new long[DEGREE], new long[DEGREE]);
    assertThatThrownBy(() -> new NttPoly(basis, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 limbs came for 4 primes");
    assertThatThrownBy(() -> new CoeffPoly(basis, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 limbs came for 4 primes");
  }
}
