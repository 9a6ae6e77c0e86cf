package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.kernel.ScalarKernels;

class BasisConversionTest {
  private static final int DEGREE = 64;
  private static final Engine ENGINE =
      new Engine(new ScalarKernels(), LimbAllocator.heap(), LimbExecutor.serial());

  /** Prime sizes of the source; the targets are always of 20, 50 and 61 bits. */
  record Source(List<Integer> bits) {}

  static Stream<Source> sources() {
    return Stream.of(
        new Source(List.of(40)),
        new Source(List.of(60)),
        new Source(List.of(49, 40)),
        new Source(List.of(30, 31, 32, 33)),
        new Source(List.of(60, 56, 56)),
        new Source(IntStream.range(0, 63).mapToObj(_ -> 59).toList()));
  }

  private record Setting(RnsBasis source, RnsBasis target, BigInteger product) {
    static Setting of(Source sizes) {
      List<Long> primes = new ArrayList<>();
      for (int bits : sizes.bits()) {
        primes.add(PrimeSearch.nearest(1L << bits, DEGREE, primes));
      }
      int count = primes.size();
      List<Long> targets = new ArrayList<>();
      for (int bits : new int[] {20, 50, 61}) {
        List<Long> used = new ArrayList<>(primes);
        used.addAll(targets);
        targets.add(PrimeSearch.below(bits, 1, DEGREE, used).getFirst());
      }
      RnsRing ring = new RnsRing(DEGREE, primes, targets);
      RnsBasis source = ring.basisQ(count - 1);
      return new Setting(source, ring.basisP(), source.product());
    }

    /** The residues of x, one coefficient each. */
    long[][] limbs(List<BigInteger> x) {
      return IntStream.range(0, source.size())
          .mapToObj(i -> x.stream().mapToLong(source.modulus(i)::reduce).toArray())
          .toArray(long[][]::new);
    }

    /** The same in NTT form. */
    long[][] values(List<BigInteger> x) {
      long[][] limbs = limbs(x);
      for (int i = 0; i < limbs.length; i++) {
        ENGINE.kernels().forwardNtt(limbs[i], source.ring(i));
      }
      return limbs;
    }

    long[][] convert(List<BigInteger> x, Rounding rounding) {
      long[][] out = new long[target.size()][DEGREE];
      new BasisConversion(source, target, rounding).convert(values(x), out, ENGINE);
      return out;
    }

    /** The distance to +-D/2 within which either representative may come. */
    BigInteger tolerance() {
      return product.multiply(BigInteger.valueOf(source.size())).shiftRight(29).add(BigInteger.ONE);
    }
  }

  private static List<BigInteger> random(Setting setting) {
    Random random = new Random(7);
    return Stream.generate(() -> new BigInteger(setting.product().bitLength() + 64, random))
        .map(x -> x.mod(setting.product()))
        .map(x -> x.subtract(setting.product().shiftRight(1)))
        .limit(DEGREE)
        .toList();
  }

  private static void assertResidues(Setting setting, long[][] out, List<BigInteger> expected) {
    for (int t = 0; t < out.length; t++) {
      for (int i = 0; i < DEGREE; i++) {
        assertThat(out[t][i])
            .as("coefficient %d = %s modulo %s", i, expected.get(i), setting.target().modulus(t))
            .isEqualTo(setting.target().modulus(t).reduce(expected.get(i)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void centeredConversionKeepsTheCenteredInteger(Source sizes) {
    Setting setting = Setting.of(sizes);
    List<BigInteger> x = random(setting);
    assertResidues(setting, setting.convert(x, Rounding.CENTERED), x);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void centeredConversionIsExactRightUpToItsTolerance(Source sizes) {
    Setting setting = Setting.of(sizes);
    BigInteger half = setting.product().shiftRight(1);
    BigInteger edge = half.subtract(setting.tolerance());
    List<BigInteger> x = new ArrayList<>();
    for (int i = 0; x.size() < DEGREE; i++) {
      BigInteger inward = edge.subtract(BigInteger.valueOf(i));
      x.add(inward);
      x.add(inward.negate());
      x.add(BigInteger.valueOf(i));
      x.add(BigInteger.valueOf(-i));
    }
    assertResidues(setting, setting.convert(x, Rounding.CENTERED), x);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void beyondTheToleranceOneOfTheTwoNearestRepresentativesComes(Source sizes) {
    Setting setting = Setting.of(sizes);
    BigInteger half = setting.product().shiftRight(1);
    List<BigInteger> x = new ArrayList<>();
    for (int i = 0; x.size() < DEGREE; i++) {
      x.add(half.subtract(BigInteger.valueOf(i)));
      x.add(half.subtract(BigInteger.valueOf(i)).negate());
    }
    long[][] out = setting.convert(x, Rounding.CENTERED);
    for (int i = 0; i < DEGREE; i++) {
      BigInteger value = x.get(i);
      BigInteger neighbour =
          value.subtract(setting.product().multiply(BigInteger.valueOf(value.signum())));
      BigInteger found = matches(setting, out, i, value) ? value : neighbour;
      assertThat(matches(setting, out, i, found)).as("%s or %s", value, neighbour).isTrue();
    }
  }

  private static boolean matches(Setting setting, long[][] out, int i, BigInteger value) {
    return IntStream.range(0, out.length)
        .allMatch(t -> setting.target().modulus(t).reduce(value) == out[t][i]);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void theUncorrectedFormIsTheSumOfItsTerms(Source sizes) {
    Setting setting = Setting.of(sizes);
    List<BigInteger> x = random(setting);
    List<BigInteger> expected =
        x.stream()
            .map(
                value -> {
                  BigInteger sum = BigInteger.ZERO;
                  for (int i = 0; i < setting.source().size(); i++) {
                    BigInteger q = BigInteger.valueOf(setting.source().modulus(i).value());
                    BigInteger cofactor = setting.product().divide(q);
                    sum = sum.add(value.multiply(cofactor.modInverse(q)).mod(q).multiply(cofactor));
                  }
                  return sum;
                })
            .toList();
    BigInteger most = setting.product().multiply(BigInteger.valueOf(setting.source().size()));
    assertThat(expected).allMatch(sum -> sum.signum() >= 0 && sum.compareTo(most) < 0);
    assertResidues(setting, setting.convert(x, Rounding.OPENFHE), expected);
  }
}
