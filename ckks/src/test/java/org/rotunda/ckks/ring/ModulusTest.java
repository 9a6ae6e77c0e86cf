package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModulusTest {
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

  static Stream<Modulus> moduli() {
    return TestPrimes.everySize();
  }

  /** 0, 1, the middle, q - 1 and random residues. */
  private static long[] residues(Modulus q) {
    long value = q.value();
    SplittableRandom random = new SplittableRandom(value);
    return LongStream.concat(
            LongStream.of(0, 1, 2, value / 2, value / 2 + 1, value - 2, value - 1),
            LongStream.generate(() -> random.nextLong(value)).limit(12))
        .toArray();
  }

  private static long[] words(Modulus q) {
    SplittableRandom random = new SplittableRandom(~q.value());
    long value = q.value();
    return LongStream.concat(
            LongStream.of(
                0,
                1,
                value - 1,
                value,
                value + 1,
                -1,
                -2,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                -value,
                2 * value - 1),
            LongStream.generate(random::nextLong).limit(12))
        .toArray();
  }

  private static BigInteger big(long x) {
    return BigInteger.valueOf(x);
  }

  private static BigInteger unsigned(long x) {
    return x < 0 ? big(x).add(WORD) : big(x);
  }

  private static long mod(BigInteger x, Modulus q) {
    return x.mod(big(q.value())).longValueExact();
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void sumsDifferencesAndProductsAgreeWithBigIntegers(Modulus q) {
    for (long x : residues(q)) {
      assertThat(q.negate(x)).as("-%d mod %s", x, q).isEqualTo(mod(big(x).negate(), q));
      for (long y : residues(q)) {
        assertThat(q.add(x, y)).as("%d + %d mod %s", x, y, q).isEqualTo(mod(big(x).add(big(y)), q));
        assertThat(q.subtract(x, y))
            .as("%d - %d mod %s", x, y, q)
            .isEqualTo(mod(big(x).subtract(big(y)), q));
        assertThat(q.multiply(x, y))
            .as("%d * %d mod %s", x, y, q)
            .isEqualTo(mod(big(x).multiply(big(y)), q));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void reducesEverythingBelowTwoToTwiceItsBits(Modulus q) {
    BigInteger end = BigInteger.ONE.shiftLeft(2 * q.bits());
    SplittableRandom random = new SplittableRandom(q.value());
    Stream.concat(
            Stream.of(
                BigInteger.ZERO,
                big(q.value()),
                big(q.value()).pow(2).subtract(BigInteger.ONE),
                end.subtract(BigInteger.ONE),
                end.subtract(BigInteger.TWO)),
            Stream.generate(() -> random(random).mod(end)).limit(20))
        .forEach(
            z ->
                assertThat(q.reduceProduct(high(z), z.longValue()))
                    .as("%s mod %s", z, q)
                    .isEqualTo(mod(z, q)));
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void reducesAnyTwoWords(Modulus q) {
    for (long high : words(q)) {
      for (long low : words(q)) {
        assertThat(q.reduceWide(high, low))
            .as("%x %x mod %s", high, low, q)
            .isEqualTo(mod(unsigned(high).multiply(WORD).add(unsigned(low)), q));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void reducesAnyWordAndAnySignedNumber(Modulus q) {
    for (long x : words(q)) {
      assertThat(q.reduceWord(x)).as("unsigned %x mod %s", x, q).isEqualTo(mod(unsigned(x), q));
      assertThat(q.reduceSigned(x)).as("%d mod %s", x, q).isEqualTo(mod(big(x), q));
      BigInteger wide = big(x).multiply(big(Long.MAX_VALUE));
      assertThat(q.reduce(wide)).isEqualTo(mod(wide, q));
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void centersIntoTheOpenIntervalOfHalfItself(Modulus q) {
    for (long x : residues(q)) {
      long centered = q.centered(x);
      assertThat(q.reduceSigned(centered)).isEqualTo(x);
      assertThat(2 * Math.abs(centered)).isLessThan(q.value());
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void shoupCompanionsAreExactAndMultiplyAnyWord(Modulus q) {
    for (long w : residues(q)) {
      long companion = q.shoup(w);
      assertThat(unsigned(companion))
          .as("floor(%d 2^64 / %s)", w, q)
          .isEqualTo(big(w).multiply(WORD).divide(big(q.value())));
      for (long x : words(q)) {
        assertThat(q.multiplyShoup(x, w, companion))
            .as("%x * %d mod %s", x, w, q)
            .isEqualTo(mod(unsigned(x).multiply(big(w)), q));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void powersAndInversesAgreeWithBigIntegers(Modulus q) {
    for (long x : residues(q)) {
      for (long e : new long[] {0, 1, 2, 5, q.value() - 1, q.value(), Long.MAX_VALUE}) {
        assertThat(q.power(x, e))
            .as("%d^%d mod %s", x, e, q)
            .isEqualTo(big(x).modPow(big(e), big(q.value())).longValueExact());
      }
      if (x != 0) {
        assertThat(q.multiply(x, q.inverse(x))).as("%d^-1 mod %s", x, q).isEqualTo(1);
      }
    }
  }

  @Test
  void zeroHasNoInverse() {
    assertThatThrownBy(() -> new Modulus(17).inverse(0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("17");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        Long.MIN_VALUE,
        -7,
        0,
        1,
        2,
        4,
        9,
        561,
        1L << 61,
        (1L << 61) + 1,
        2305843009213693967L
      })
  void refusesWhatIsNoOddPrimeBelowTwoTo61(long value) {
    assertThatThrownBy(() -> new Modulus(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Long.toString(value));
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void bitLengthIsExact(Modulus q) {
    assertThat(q.bits()).isEqualTo(big(q.value()).bitLength());
  }

  @Test
  void smallestRootOfUnityIsTheSmallestOfExactlyItsOrder() {
    for (long value : new long[] {17, 97, 257, 7681, 12289}) {
      Modulus q = new Modulus(value);
      for (int order = 2; (value - 1) % order == 0; order *= 2) {
        long expected = 2;
        while (orderOf(expected, q) != order) {
          expected++;
        }
        assertThat(q.smallestRootOfUnity(order))
            .as("order %d mod %s", order, q)
            .isEqualTo(expected);
      }
    }
  }

  private static long orderOf(long x, Modulus q) {
    long order = 1;
    for (long power = x; power != 1; power = q.multiply(power, x)) {
      order++;
    }
    return order;
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 0, 1, 3, 6, 32})
  void refusesOrdersThatItHasNoRootsOf(int order) {
    assertThatThrownBy(() -> new Modulus(17).smallestRootOfUnity(order))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("17")
        .hasMessageContaining(Integer.toString(order));
  }

  @Test
  void equalsByValue() {
    assertThat(new Modulus(17)).isEqualTo(new Modulus(17)).hasSameHashCodeAs(new Modulus(17));
    assertThat(new Modulus(17)).isNotEqualTo(new Modulus(97)).hasToString("17");
  }

  private static BigInteger random(SplittableRandom random) {
    return unsigned(random.nextLong()).multiply(WORD).add(unsigned(random.nextLong()));
  }

  private static long high(BigInteger z) {
    return z.shiftRight(64).longValue();
  }
}
