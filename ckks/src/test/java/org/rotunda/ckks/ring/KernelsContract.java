package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every implementation of {@link Kernels} does, against big integers: for primes of all sizes,
 * on random residues with 0, 1 and q - 1 among them. A subclass names the implementation.
 */
public abstract class KernelsContract extends ConversionContract {
  /** Limbs of the smallest rings, which fill no vector or one, and of several vectors. */
  private static final int[] LENGTHS = {2, 4, 8, 64};

  /** The battery for one implementation. */
  protected KernelsContract(Kernels kernels) {
    super(kernels);
  }

  static Stream<Modulus> moduli() {
    return TestPrimes.everySize();
  }

  static Stream<PrimeRing> rings() {
    return IntStream.of(2, 4, 8, 16, 32, 128)
        .boxed()
        .flatMap(degree -> TestPrimes.ofRing(degree).stream().map(q -> new PrimeRing(degree, q)));
  }

  static Stream<PrimeRing> largeRings() {
    return TestPrimes.ofRing(1 << 12).stream().map(q -> new PrimeRing(1 << 12, q));
  }

  @FunctionalInterface
  private interface Binary {
    void apply(long[] x, long[] y, long[] out);
  }

  /** Into a fresh array and into each operand. */
  private void checkBinary(Modulus q, Binary kernel, LongBinaryOperator expected) {
    for (int length : LENGTHS) {
      long[] x = residues(length, q);
      long[] y = residues(length, q);
      String name = "%d entries modulo %s".formatted(length, q);
      long[] want =
          IntStream.range(0, length).mapToLong(i -> expected.applyAsLong(x[i], y[i])).toArray();
      long[] out = new long[length];
      kernel.apply(x, y, out);
      assertThat(out).as(name).isEqualTo(want);
      long[] left = x.clone();
      kernel.apply(left, y, left);
      assertThat(left).as("in place on the left, %s", name).isEqualTo(want);
      long[] right = y.clone();
      kernel.apply(x, right, right);
      assertThat(right).as("in place on the right, %s", name).isEqualTo(want);
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void addsEntryByEntry(Modulus q) {
    checkBinary(q, (x, y, out) -> kernels.add(x, y, out, q), (x, y) -> mod(big(x).add(big(y)), q));
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void subtractsEntryByEntry(Modulus q) {
    checkBinary(
        q,
        (x, y, out) -> kernels.subtract(x, y, out, q),
        (x, y) -> mod(big(x).subtract(big(y)), q));
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void negatesEntryByEntry(Modulus q) {
    checkBinary(q, (x, _, out) -> kernels.negate(x, out, q), (x, _) -> mod(big(x).negate(), q));
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void multipliesEntryByEntry(Modulus q) {
    checkBinary(
        q,
        (x, y, out) -> kernels.multiply(x, y, out, q),
        (x, y) -> mod(big(x).multiply(big(y)), q));
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void addsProductsToASum(Modulus q) {
    for (int length : LENGTHS) {
      long[] x = residues(length, q);
      long[] y = residues(length, q);
      long[] before = residues(length, q);
      long[] sum = before.clone();
      kernels.multiplyAdd(x, y, sum, q);
      for (int i = 0; i < length; i++) {
        assertThat(sum[i])
            .as("%d + %d * %d mod %s, entry %d of %d", before[i], x[i], y[i], q, i, length)
            .isEqualTo(mod(big(x[i]).multiply(big(y[i])).add(big(before[i])), q));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void multipliesAndAddsScalars(Modulus q) {
    for (long scalar : new long[] {0, 1, q.value() / 2, q.value() - 1}) {
      checkBinary(
          q,
          (x, _, out) -> kernels.multiplyScalar(x, scalar, out, q),
          (x, _) -> mod(big(x).multiply(big(scalar)), q));
      checkBinary(
          q,
          (x, _, out) -> kernels.addScalar(x, scalar, out, q),
          (x, _) -> mod(big(x).add(big(scalar)), q));
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void sumsUpToSixtyFourProducts(Modulus q) {
    for (int terms : new int[] {1, 2, 3, 31, 64}) {
      for (int length : LENGTHS) {
        checkInnerProducts(terms, length, q);
      }
    }
  }

  private void checkInnerProducts(int terms, int length, Modulus q) {
    long[][] x = limbs(terms, () -> residues(length, q));
    long[][] y = limbs(terms, () -> residues(length, q));
    // The largest sum that can occur.
    for (int k = 0; k < terms; k++) {
      x[k][0] = q.value() - 1;
      y[k][0] = q.value() - 1;
    }
    String name = "%d terms of %d entries modulo %s".formatted(terms, length, q);
    long[] out = new long[length];
    kernels.innerProduct(x, y, out, q);
    long[] first = new long[length];
    long[] second = new long[length];
    kernels.innerProducts(x, y, x, first, second, q);
    assertThat(first).as("the first of two, %s", name).isEqualTo(out);
    long[] squares = new long[length];
    kernels.innerProduct(x, x, squares, q);
    assertThat(second).as("the second of two, %s", name).isEqualTo(squares);
    for (int i = 0; i < length; i++) {
      BigInteger sum = BigInteger.ZERO;
      for (int k = 0; k < terms; k++) {
        sum = sum.add(big(x[k][i]).multiply(big(y[k][i])));
      }
      assertThat(out[i]).as("entry %d, %s", i, name).isEqualTo(mod(sum, q));
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void reducesSignedWordsOfAnySize(Modulus q) {
    long[] extremes = {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, q.value(), -q.value()};
    for (int length : LENGTHS) {
      long[] x = random.longs(length).toArray();
      System.arraycopy(extremes, 0, x, 0, Math.min(length, extremes.length));
      long[] out = new long[length];
      kernels.reduceSigned(x, out, q);
      for (int i = 0; i < length; i++) {
        assertThat(out[i])
            .as("%d modulo %s, entry %d of %d", x[i], q, i, length)
            .isEqualTo(mod(big(x[i]), q));
      }
      kernels.reduceSigned(x, x, q);
      assertThat(x).as("%d entries in place modulo %s", length, q).isEqualTo(out);
    }
  }

  @ParameterizedTest
  @MethodSource("moduli")
  void permutesAndAddsPermuted(Modulus q) {
    for (int length : LENGTHS) {
      long[] x = residues(length, q);
      int[] index = shuffled(length);
      long[] out = new long[length];
      kernels.permute(x, index, out);
      long[] before = residues(length, q);
      long[] sum = before.clone();
      kernels.permuteAdd(x, index, sum, q);
      for (int i = 0; i < length; i++) {
        assertThat(out[i]).as("entry %d of %d", i, length).isEqualTo(x[index[i]]);
        assertThat(sum[i])
            .as("sum %d of %d modulo %s", i, length, q)
            .isEqualTo(mod(big(before[i]).add(big(x[index[i]])), q));
      }
    }
  }

  /** The transform of centered representatives, by the one of residues modulo the ring's prime. */
  private long[] lifted(long[] x, Modulus from, PrimeRing ring) {
    long[] values = Arrays.stream(x).map(c -> mod(big(from.centered(c)), ring.modulus())).toArray();
    kernels.forwardNtt(values, ring);
    return values;
  }

  private long[] coefficients(int degree, Modulus from) {
    long[] x = residues(degree, from);
    x[0] = from.value() / 2;
    x[1] = from.value() / 2 + 1;
    return x;
  }

  @ParameterizedTest
  @MethodSource("rings")
  void theForwardTransformLiftsCenteredRepresentativesOfPrimesOfEverySize(PrimeRing ring) {
    for (Modulus from : moduli().toList()) {
      long[] x = coefficients(ring.degree(), from);
      long[] want = lifted(x, from, ring);
      long[] out = new long[ring.degree()];
      kernels.forwardNtt(x, from, out, ring);
      assertThat(out)
          .as("N = %d, modulo %s to %s", ring.degree(), from, ring.modulus())
          .isEqualTo(want);
      kernels.forwardNtt(x, from, x, ring);
      assertThat(x).as("in place, modulo %s to %s", from, ring.modulus()).isEqualTo(want);
    }
  }

  @ParameterizedTest
  @MethodSource("rings")
  void modDownSubtractsTheLiftedRemainderAndMultiplies(PrimeRing ring) {
    Modulus q = ring.modulus();
    int degree = ring.degree();
    for (Modulus from : moduli().toList()) {
      long[] x = residues(degree, q);
      long[] remainder = coefficients(degree, from);
      long[] values = lifted(remainder, from, ring);
      for (long factor : new long[] {0, 1, q.value() / 2, q.value() - 1}) {
        String name = "N = %d, modulo %s to %s".formatted(degree, from, q);
        long[] want =
            IntStream.range(0, degree)
                .mapToLong(i -> mod(big(x[i]).subtract(big(values[i])).multiply(big(factor)), q))
                .toArray();
        long[] out = new long[degree];
        long[] left = x.clone();
        long[] right = remainder.clone();
        kernels.modDown(left, right, from, factor, out, ring, new long[degree]);
        assertThat(out).as(name).isEqualTo(want);
        assertThat(left).as(name).isEqualTo(x);
        assertThat(right).as(name).isEqualTo(remainder);
        kernels.modDown(left, right, from, factor, left, ring, new long[degree]);
        assertThat(left).as("over x, %s", name).isEqualTo(want);
        kernels.modDown(x, right, from, factor, right, ring, right);
        assertThat(right).as("over the remainder, %s", name).isEqualTo(want);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rings")
  void theForwardTransformEvaluatesAtOddPowersOfPsiInBitReversedOrder(PrimeRing ring) {
    Modulus q = ring.modulus();
    int degree = ring.degree();
    long[] a = residues(degree, q);
    long[] values = a.clone();
    kernels.forwardNtt(values, ring);
    for (int k = 0; k < degree; k++) {
      int reversed = Integer.reverse(k) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(degree));
      long point = q.power(ring.psi(), 2L * reversed + 1);
      long value = 0;
      for (int i = degree - 1; i >= 0; i--) {
        value = q.add(q.multiply(value, point), a[i]);
      }
      assertThat(values[k]).as("value %d, N = %d, modulus %s", k, degree, q).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("rings")
  void transformsCarryProductsToNegacyclicConvolutions(PrimeRing ring) {
    Modulus q = ring.modulus();
    int degree = ring.degree();
    long[] a = residues(degree, q);
    long[] b = residues(degree, q);
    long[] expected = new long[degree];
    for (int i = 0; i < degree; i++) {
      for (int j = 0; j < degree; j++) {
        long product = q.multiply(a[i], b[j]);
        int k = (i + j) % degree;
        expected[k] =
            i + j < degree ? q.add(expected[k], product) : q.subtract(expected[k], product);
      }
    }
    kernels.forwardNtt(a, ring);
    kernels.forwardNtt(b, ring);
    kernels.multiply(a, b, a, q);
    kernels.inverseNtt(a, ring);
    assertThat(a).as("N = %d, modulus %s", degree, q).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource({"rings", "largeRings"})
  void theTransformsUndoEachOther(PrimeRing ring) {
    for (long[] a : new long[][] {extreme(ring), residues(ring.degree(), ring.modulus())}) {
      long[] there = a.clone();
      kernels.forwardNtt(there, ring);
      assertThat(Arrays.stream(there))
          .allMatch(value -> value >= 0 && value < ring.modulus().value());
      long factor = ring.modulus().value() - 2;
      long[] multiple = new long[there.length];
      kernels.inverseNtt(there, factor, multiple, ring);
      kernels.inverseNtt(there, ring);
      assertThat(there).as("N = %d, modulus %s", ring.degree(), ring.modulus()).isEqualTo(a);
      kernels.multiplyScalar(there, factor, there, ring.modulus());
      assertThat(multiple).as("N = %d, modulus %s", ring.degree(), ring.modulus()).isEqualTo(there);
      System.arraycopy(a, 0, there, 0, a.length);
      kernels.inverseNtt(there, ring);
      assertThat(Arrays.stream(there))
          .allMatch(value -> value >= 0 && value < ring.modulus().value());
      kernels.forwardNtt(there, ring);
      assertThat(there).as("N = %d, modulus %s", ring.degree(), ring.modulus()).isEqualTo(a);
    }
  }

  private static long[] extreme(PrimeRing ring) {
    long[] all = new long[ring.degree()];
    Arrays.fill(all, ring.modulus().value() - 1);
    return all;
  }

  private static long[][] limbs(int count, Supplier<long[]> limb) {
    return Stream.generate(limb).limit(count).toArray(long[][]::new);
  }

  private int[] shuffled(int length) {
    int[] index = IntStream.range(0, length).toArray();
    for (int i = length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = index[i];
      index[i] = index[j];
      index[j] = kept;
    }
    return index;
  }
}
