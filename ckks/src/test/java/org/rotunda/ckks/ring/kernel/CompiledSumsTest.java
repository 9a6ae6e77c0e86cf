package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rotunda.ckks.ring.kernel.KernelOperands.DEGREE;
import static org.rotunda.ckks.ring.kernel.KernelOperands.mixed;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.Rounding;

/**
 * Sums of many products as the compiler leaves them, with the numbers of terms around which they
 * reduce, and with terms as large as can be in every lane.
 */
class CompiledSumsTest {
  private static final int TERMS = 11;
  private static final int MOST_SOURCES = 63;

  /** So long that a block has room for a vector of each of the two columns of 63 sources. */
  private static final int LARGE_DEGREE = 2048;

  @BeforeAll
  static void vectors() {
    VectorsHere.required();
  }

  /** The largest primes below each bound that a kernel has, and below smaller sizes. */
  static Stream<Modulus> moduli() {
    return IntStream.of(20, 49, 50, 51, 58, 60, 61)
        .mapToObj(bits -> new Modulus(PrimeSearch.below(bits, 1, DEGREE, List.of()).getFirst()));
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void innerProductsOfAnyNumberOfTerms(Modulus q) {
    long[][] x = terms(TERMS, k -> mixed(q, k, DEGREE));
    long[][] y = terms(TERMS, k -> mixed(q, ~k, DEGREE));
    long[] first = new long[DEGREE];
    String single = "innerProduct modulo " + q;
    long[] sums =
        CompiledCalls.check(single, DEGREE, (kernels, out) -> kernels.innerProduct(x, y, out, q));
    CompiledCalls.judge(single, sums, q, sum(x, y));
    String pair = "innerProducts modulo " + q;
    long[] combined =
        CompiledCalls.check(pair, DEGREE, (kernels, out) -> both(kernels, x, y, x, first, out, q));
    CompiledCalls.judge(pair, first, q, sum(x, y));
    CompiledCalls.judge(pair, second(first, combined), q, sum(x, x));
    for (int count : new int[] {1, 6, 7, 12, 64}) {
      for (long value : new long[] {q.value() - 1, q.value() / 2}) {
        long[][] same = terms(count, _ -> filled(value, DEGREE));
        long[][] other = terms(count, k -> mixed(q, k, DEGREE));
        String name = "%d terms of %d modulo %s".formatted(count, value, q);
        long[] squares =
            CompiledCalls.checkWarm(
                name, DEGREE, (kernels, out) -> kernels.innerProduct(same, same, out, q));
        CompiledCalls.judge(name, squares, q, sum(same, same));
        CompiledCalls.checkWarm(
            name, DEGREE, (kernels, out) -> both(kernels, same, same, other, first, out, q));
        CompiledCalls.judge(name, first, q, sum(same, same));
        long[] otherFirst =
            CompiledCalls.checkWarm(
                name, DEGREE, (kernels, out) -> both(kernels, same, other, same, first, out, q));
        CompiledCalls.judge(name, second(first, otherFirst), q, sum(same, same));
      }
    }
  }

  /** The number that an entry of an inner product is. */
  private static IntFunction<BigInteger> sum(long[][] x, long[][] y) {
    return i ->
        IntStream.range(0, x.length)
            .mapToObj(k -> BigInteger.valueOf(x[k][i]).multiply(BigInteger.valueOf(y[k][i])))
            .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The second of {@link #both} sums. */
  private static long[] second(long[] first, long[] both) {
    long[] second = new long[DEGREE];
    Arrays.setAll(second, i -> both[i] - 31 * first[i]);
    return second;
  }

  /** Both sums, told apart by a factor of the first. */
  private static void both(
      Kernels kernels, long[][] x, long[][] y0, long[][] y1, long[] first, long[] out, Modulus q) {
    kernels.innerProducts(x, y0, y1, first, out, q);
    for (int i = 0; i < DEGREE; i++) {
      out[i] += 31 * first[i];
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void basisConversionsFromAnyNumberOfSources(Modulus q) {
    assumeTrue(Lanes.MOVES, "With two lanes these are scalar loops.");
    for (Rounding rounding : Rounding.values()) {
      for (int count : new int[] {TERMS, 1, MOST_SOURCES}) {
        int degree = count == MOST_SOURCES ? LARGE_DEGREE : DEGREE;
        int targetCount = count == MOST_SOURCES ? 2 : 5;
        List<Long> primes = PrimeSearch.below(q.bits(), count, 2, List.of());
        List<Modulus> sources = primes.stream().map(Modulus::new).toList();
        for (int bits : new int[] {49, 50, 60}) {
          List<Modulus> targets =
              PrimeSearch.below(bits, targetCount, 2, primes).stream().map(Modulus::new).toList();
          ConversionTable table = new ConversionTable(sources, targets, rounding);
          assertThat(new ConversionColumns(table).block(degree)).as("vectors").isPositive();
          String name =
              "%d sources of %d bits to %d, %s".formatted(count, q.bits(), bits, rounding);
          long[][] y = terms(count, k -> mixed(sources.get(k), k, degree));
          long[][] largest = terms(count, k -> filled(sources.get(k).value() - 1, degree));
          CompiledCalls.Operation mixed = conversion(y, table, targets.size());
          if (count == TERMS) {
            CompiledCalls.check(name, degree, mixed);
          } else {
            CompiledCalls.checkLargeWarm(name, degree, mixed);
          }
          CompiledCalls.checkLargeWarm(
              name + ", largest", degree, conversion(largest, table, targets.size()));
        }
      }
    }
  }

  private static CompiledCalls.Operation conversion(
      long[][] y, ConversionTable table, int targets) {
    int degree = y[0].length;
    long[][] limbs = new long[targets][degree];
    long[] scratch = new long[degree];
    return (kernels, out) -> {
      kernels.convertBasis(y, table, limbs, 0, degree, scratch);
      Arrays.fill(out, 0);
      for (long[] limb : limbs) {
        for (int i = 0; i < degree; i++) {
          out[i] = 31 * out[i] + limb[i];
        }
      }
    };
  }

  private static long[][] terms(int count, IntFunction<long[]> term) {
    return IntStream.range(0, count).mapToObj(term).toArray(long[][]::new);
  }

  private static long[] filled(long value, int degree) {
    long[] limb = new long[degree];
    Arrays.fill(limb, value);
    return limb;
  }
}
