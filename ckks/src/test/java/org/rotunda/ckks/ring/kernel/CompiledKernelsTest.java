package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.Rounding;

/**
 * Vector kernels as the compiler leaves them: after more calls than it waits for, each agrees with
 * the scalar one on operands at the extremes and allocates nothing. Vectors that the compiler
 * failed to keep in registers are objects, so the second shows that the first tests machine code.
 */
class CompiledKernelsTest {
  private static final int WARM_CALLS = 20_000;
  private static final int DEGREE = 256;
  private static final int TERMS = 11;

  /** Calls counted for allocation; the counter itself may allocate a little. */
  private static final int COUNTED_CALLS = 1_000;

  private static final int MOST_COUNTS = 300;

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  @BeforeAll
  static void vectors() {
    VectorsHere.required();
  }

  /** The largest primes below each bound that a kernel has, and below smaller sizes. */
  static Stream<PrimeRing> rings() {
    return IntStream.of(20, 49, 50, 51, 60, 61)
        .mapToObj(bits -> PrimeSearch.below(bits, 1, DEGREE, List.of()).getFirst())
        .map(q -> new PrimeRing(DEGREE, new Modulus(q)));
  }

  /** A kernel on operands of its own that leaves its result in {@code out}. */
  @FunctionalInterface
  private interface Operation {
    void run(Kernels kernels, long[] out);
  }

  @ParameterizedTest
  @MethodSource("rings")
  void transforms(PrimeRing ring) {
    for (long[] a : operands(ring.modulus())) {
      check(
          "forward",
          ring.modulus(),
          (kernels, out) -> {
            System.arraycopy(a, 0, out, 0, out.length);
            kernels.forwardNtt(out, ring);
          });
      check(
          "inverse",
          ring.modulus(),
          (kernels, out) -> {
            System.arraycopy(a, 0, out, 0, out.length);
            kernels.inverseNtt(out, ring);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("rings")
  void divisions(PrimeRing ring) {
    Modulus q = ring.modulus();
    long[] scratch = new long[DEGREE];
    long[] x = mixed(q, 1);
    long half = q.value() / 2;
    for (Modulus from : rings().map(PrimeRing::modulus).toList()) {
      for (long[] remainder : operands(from)) {
        check(
            "forward from " + from,
            q,
            (kernels, out) -> kernels.forwardNtt(remainder, from, out, ring));
        check(
            "modDown from " + from,
            q,
            (kernels, out) -> kernels.modDown(x, remainder, from, half, out, ring, scratch));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rings")
  void sums(PrimeRing ring) {
    Modulus q = ring.modulus();
    long[] x = mixed(q, 1);
    long[] y = mixed(q, 2);
    long largest = q.value() - 1;
    check("add", q, (kernels, out) -> kernels.add(x, y, out, q));
    check("subtract", q, (kernels, out) -> kernels.subtract(x, y, out, q));
    check("negate", q, (kernels, out) -> kernels.negate(x, out, q));
    check("addScalar", q, (kernels, out) -> kernels.addScalar(x, largest, out, q));
    long[] words = new SplittableRandom(q.value()).longs(DEGREE).toArray();
    check("reduceSigned", q, (kernels, out) -> kernels.reduceSigned(words, out, q));
  }

  @ParameterizedTest
  @MethodSource("rings")
  void products(PrimeRing ring) {
    Modulus q = ring.modulus();
    long[] x = mixed(q, 1);
    long[] y = mixed(q, 2);
    long half = q.value() / 2;
    check("multiply", q, (kernels, out) -> kernels.multiply(x, y, out, q));
    check(
        "multiplyAdd",
        q,
        (kernels, out) -> {
          System.arraycopy(y, 0, out, 0, out.length);
          kernels.multiplyAdd(x, y, out, q);
        });
    check("multiplyScalar", q, (kernels, out) -> kernels.multiplyScalar(x, half, out, q));
  }

  @ParameterizedTest
  @MethodSource("rings")
  void sumsOfProducts(PrimeRing ring) {
    Modulus q = ring.modulus();
    long[][] x = IntStream.range(0, TERMS).mapToObj(k -> mixed(q, k)).toArray(long[][]::new);
    long[][] y = IntStream.range(0, TERMS).mapToObj(k -> mixed(q, ~k)).toArray(long[][]::new);
    check("innerProduct", q, (kernels, out) -> kernels.innerProduct(x, y, out, q));
    long[] second = new long[DEGREE];
    check("innerProducts", q, (kernels, out) -> kernels.innerProducts(x, y, x, second, out, q));
  }

  @ParameterizedTest
  @MethodSource("rings")
  void basisConversions(PrimeRing ring) {
    Modulus q = ring.modulus();
    List<Long> primes = PrimeSearch.below(q.bits(), TERMS, 2, List.of());
    List<Modulus> sources = primes.stream().map(Modulus::new).toList();
    long[][] y =
        IntStream.range(0, TERMS).mapToObj(k -> mixed(sources.get(k), k)).toArray(long[][]::new);
    long[] scratch = new long[DEGREE];
    for (int bits : new int[] {49, 50, 60}) {
      List<Modulus> targets =
          PrimeSearch.below(bits, 5, 2, primes).stream().map(Modulus::new).toList();
      ConversionTable table = new ConversionTable(sources, targets, Rounding.CENTERED);
      long[][] limbs = new long[targets.size()][DEGREE];
      check(
          "convertBasis to %d bits".formatted(bits),
          q,
          (kernels, out) -> {
            kernels.convertBasis(y, table, limbs, 0, DEGREE, scratch);
            Arrays.fill(out, 0);
            for (long[] limb : limbs) {
              for (int i = 0; i < DEGREE; i++) {
                out[i] = 31 * out[i] + limb[i];
              }
            }
          });
    }
  }

  @ParameterizedTest
  @MethodSource("rings")
  void permutations(PrimeRing ring) {
    Modulus q = ring.modulus();
    long[] x = mixed(q, 1);
    int[] index = new Automorphism(DEGREE, 5).index();
    check("permute", q, (kernels, out) -> kernels.permute(x, index, out));
    check(
        "permuteAdd",
        q,
        (kernels, out) -> {
          Arrays.fill(out, q.value() - 1);
          kernels.permuteAdd(x, index, out, q);
        });
  }

  @ParameterizedTest
  @MethodSource("rings")
  void rejections(PrimeRing ring) {
    Modulus q = ring.modulus();
    byte[] words = new byte[DEGREE * Long.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : mixed(q, 1)) {
      buffer.putLong(word);
    }
    // Words equal to the bound and to the mask, which are skipped, among those kept.
    buffer.putLong(5 * Long.BYTES, q.value()).putLong(17 * Long.BYTES, -1);
    // With a bound of a power of two and one, half of random words are skipped.
    long half = (1L << (q.bits() - 1)) + 1;
    for (long bound : new long[] {q.value(), half}) {
      check(
          "keepBelow",
          q,
          (kernels, out) -> {
            int next = kernels.keepBelow(words, 0, words.length, bound, out, 0);
            Arrays.fill(out, next, out.length, next);
          });
    }
  }

  @Test
  void unpacked() {
    byte[] packed = new byte[DEGREE * Modulus.MAX_BITS / Byte.SIZE];
    new SplittableRandom(1).nextBytes(packed);
    // The longest numbers end with the array.
    for (int bits : new int[] {2, 20, 36, 49, 50, 58, 60, 61}) {
      check(
          "unpack from %d bits".formatted(bits),
          new Modulus(3),
          (kernels, out) -> {
            long largest = kernels.unpack(packed, 0, bits, out);
            out[0] ^= largest;
          });
    }
  }

  /**
   * JDK-8384963: a product of two vectors that were masked with negative constants was compiled as
   * a product of their lower halves. The masks here are positive, and full-width operands show that
   * products are whole.
   */
  @ParameterizedTest
  @MethodSource("rings")
  void productsOfFullWidthWordsAreWhole(PrimeRing ring) {
    Modulus q = ring.modulus();
    long w = q.value() - 2;
    long companion = q.shoup(w);
    long[] y = new SplittableRandom(q.value()).longs(DEGREE).toArray();
    y[0] = -1;
    long[] products = new long[DEGREE];
    for (int call = 0; call < WARM_CALLS; call++) {
      shoupProducts(y, w, companion, products, q.value());
    }
    for (int i = 0; i < DEGREE; i++) {
      assertThat(products[i]).isBetween(0L, 4 * q.value() - 1);
      assertThat(q.reduceWord(products[i]))
          .as("%s * %d mod %s", Long.toUnsignedString(y[i]), w, q)
          .isEqualTo(
              new BigInteger(Long.toUnsignedString(y[i]))
                  .multiply(BigInteger.valueOf(w))
                  .mod(BigInteger.valueOf(q.value()))
                  .longValueExact());
    }
  }

  private static void shoupProducts(long[] y, long w, long companion, long[] out, long q) {
    LongVector mask = LongVector.broadcast(Lanes.LONGS, ShoupResidues.LOW);
    LongVector factor = LongVector.broadcast(Lanes.LONGS, w);
    LongVector whole = LongVector.broadcast(Lanes.LONGS, companion);
    LongVector modulus = LongVector.broadcast(Lanes.LONGS, q);
    LongVector high = whole.lanewise(VectorOperators.LSHR, 32);
    LongVector low = whole.and(mask);
    for (int i = 0; i < y.length; i += Lanes.COUNT) {
      ShoupResidues.multiply(
              LongVector.fromArray(Lanes.LONGS, y, i), factor, high, low, mask, modulus)
          .intoArray(out, i);
    }
  }

  @Test
  void bigIntegersAgreeWithCompiledProducts() {
    for (PrimeRing ring : rings().toList()) {
      Modulus q = ring.modulus();
      long[] x = mixed(q, 3);
      long[] y = mixed(q, 4);
      long[] out = new long[DEGREE];
      for (int call = 0; call < WARM_CALLS; call++) {
        vector.multiply(x, y, out, q);
      }
      for (int i = 0; i < DEGREE; i++) {
        assertThat(out[i])
            .as("%d * %d mod %s", x[i], y[i], q)
            .isEqualTo(
                BigInteger.valueOf(x[i])
                    .multiply(BigInteger.valueOf(y[i]))
                    .mod(BigInteger.valueOf(q.value()))
                    .longValueExact());
      }
    }
  }

  private void check(String name, Modulus q, Operation operation) {
    long[] expected = new long[DEGREE];
    operation.run(scalar, expected);
    long[] out = new long[DEGREE];
    for (int call = 0; call < WARM_CALLS; call++) {
      operation.run(vector, out);
    }
    assertThat(out).as("%s modulo %s", name, q).isEqualTo(expected);
    assertThat(allocatedBy(operation, out) / COUNTED_CALLS)
        .as("bytes that a call of %s modulo %s allocates", name, q)
        .isZero();
  }

  private long allocatedBy(Operation operation, long[] out) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "Allocation is not counted here.");
    // The compiler works in the background, so counts are repeated until one shows its code.
    long least = Long.MAX_VALUE;
    for (int count = 0; count < MOST_COUNTS && least >= COUNTED_CALLS; count++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < COUNTED_CALLS; call++) {
        operation.run(vector, out);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static List<long[]> operands(Modulus q) {
    long[] largest = new long[DEGREE];
    Arrays.fill(largest, q.value() - 1);
    long[] halves = new long[DEGREE];
    Arrays.setAll(halves, i -> q.value() / 2 + i % 2);
    return List.of(mixed(q, 0), largest, halves);
  }

  /** Random residues with 0, 1, q - 1 and both sides of q/2 among them. */
  private static long[] mixed(Modulus q, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] limb = new long[DEGREE];
    Arrays.setAll(
        limb,
        i ->
            switch (random.nextInt(10)) {
              case 0 -> 0;
              case 1 -> 1;
              case 2 -> q.value() - 1;
              case 3 -> q.value() / 2;
              case 4 -> q.value() / 2 + 1;
              default -> random.nextLong(q.value());
            });
    return limb;
  }
}
