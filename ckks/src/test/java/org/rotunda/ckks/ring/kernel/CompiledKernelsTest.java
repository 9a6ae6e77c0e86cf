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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.PrimeSearch;

/**
 * Vector kernels as the compiler leaves them: after more calls than it waits for, each agrees with
 * the scalar one on operands at the extremes and allocates nothing. Vectors that the compiler
 * failed to keep in registers are objects, so the second shows that the first tests machine code;
 * results are compared again after it.
 *
 * <p>The scalar kernels are the judge; big integers judge them ({@link ScalarKernelsTest}), and
 * here products, reductions and words of full width once more.
 */
class CompiledKernelsTest {
  private static final int WARM_CALLS = 20_000;
  private static final int DEGREE = 256;

  /** Enough for the compiler with limbs of 2^13 or more. */
  private static final int WARM_LARGE_CALLS = 800;

  /** Calls counted for allocation; the counter itself may allocate a little. */
  private static final int COUNTED_CALLS = 1_000;

  private static final int MOST_COUNTS = 300;

  private static final String SCALAR_LOOPS = "With two lanes these are scalar loops.";

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  @BeforeAll
  static void vectors() {
    VectorsHere.required();
  }

  /** The largest primes below each bound that a kernel has, and below smaller sizes. */
  static Stream<PrimeRing> rings() {
    return IntStream.of(20, 49, 50, 51, 58, 60, 61).mapToObj(bits -> ring(bits, DEGREE));
  }

  /**
   * The smallest degrees, which between them have every list of passes: with and without those of
   * radix 2 and of the outer stage alone.
   */
  static Stream<PrimeRing> smallRings() {
    return IntStream.of(ShoupTransform.MIN_DEGREE, 2 * ShoupTransform.MIN_DEGREE, 128)
        .distinct()
        .boxed()
        .flatMap(degree -> IntStream.of(50, 58, 61).mapToObj(bits -> ring(bits, degree)));
  }

  /** Degrees from which on some passes run over the whole limb. */
  static Stream<PrimeRing> largeRings() {
    return IntStream.of(13, 15, 16, 17)
        .boxed()
        .flatMap(log -> IntStream.of(50, 58, 59, 61).mapToObj(bits -> ring(bits, 1 << log)));
  }

  private static PrimeRing ring(int bits, int degree) {
    return new PrimeRing(
        degree, new Modulus(PrimeSearch.below(bits, 1, degree, List.of()).getFirst()));
  }

  /** A kernel on operands of its own that leaves its result in {@code out}. */
  @FunctionalInterface
  private interface Operation {
    void run(Kernels kernels, long[] out);
  }

  @ParameterizedTest
  @MethodSource("rings")
  void transforms(PrimeRing ring) {
    assumeTrue(Lanes.MOVES, SCALAR_LOOPS);
    for (long[] a : operands(ring.modulus())) {
      checkForward(ring, a, WARM_CALLS);
      check(
          "inverse in place",
          ring.modulus(),
          (kernels, out) -> {
            System.arraycopy(a, 0, out, 0, out.length);
            kernels.inverseNtt(out, ring);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("smallRings")
  void transformsOfFewVectors(PrimeRing ring) {
    assumeTrue(Lanes.MOVES, SCALAR_LOOPS);
    long[] a = mixed(ring.modulus(), 1, ring.degree());
    checkForward(ring, a, WARM_CALLS);
    checkInverse(ring, a, WARM_CALLS);
  }

  @ParameterizedTest
  @MethodSource("largeRings")
  void transformsOfManyBlocks(PrimeRing ring) {
    assumeTrue(Lanes.MOVES, SCALAR_LOOPS);
    long[] a = mixed(ring.modulus(), 1, ring.degree());
    checkForward(ring, a, WARM_LARGE_CALLS);
    checkInverse(ring, a, WARM_LARGE_CALLS);
    Modulus from = ring(ring.modulus().bits() > 50 ? 50 : 60, ring.degree()).modulus();
    long[] remainder = mixed(from, 2, ring.degree());
    long[] scratch = new long[ring.degree()];
    check(
        "forward from %s of %d".formatted(from, ring.degree()),
        ring.modulus(),
        ring.degree(),
        WARM_LARGE_CALLS,
        (kernels, out) -> kernels.forwardNtt(remainder, from, out, ring));
    check(
        "modDown from %s of %d".formatted(from, ring.degree()),
        ring.modulus(),
        ring.degree(),
        WARM_LARGE_CALLS,
        (kernels, out) ->
            kernels.modDown(a, remainder, from, ring.modulus().value() - 1, out, ring, scratch));
  }

  private void checkForward(PrimeRing ring, long[] a, int warmCalls) {
    check(
        "forward of %d".formatted(ring.degree()),
        ring.modulus(),
        ring.degree(),
        warmCalls,
        (kernels, out) -> {
          System.arraycopy(a, 0, out, 0, out.length);
          kernels.forwardNtt(out, ring);
        });
  }

  private void checkInverse(PrimeRing ring, long[] a, int warmCalls) {
    long factor = ring.modulus().value() - 1;
    check(
        "inverse of %d".formatted(ring.degree()),
        ring.modulus(),
        ring.degree(),
        warmCalls,
        (kernels, out) -> kernels.inverseNtt(a, factor, out, ring));
  }

  @ParameterizedTest
  @MethodSource("rings")
  void divisions(PrimeRing ring) {
    assumeTrue(Lanes.MOVES, SCALAR_LOOPS);
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
  void permutations(PrimeRing ring) {
    assumeTrue(Lanes.MOVES, SCALAR_LOOPS);
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
   * a product of their lower halves. The kernels' masks are positive, and full-width operands show
   * that their products are whole: Shoup products are right for any word.
   */
  @ParameterizedTest
  @MethodSource("rings")
  void productsOfFullWidthWordsAreWhole(PrimeRing ring) {
    Modulus q = ring.modulus();
    long w = q.value() - 2;
    long[] y = new SplittableRandom(q.value()).longs(DEGREE).toArray();
    y[0] = -1;
    y[1] = Long.MIN_VALUE;
    long[] products = new long[DEGREE];
    long[] remainders = new long[DEGREE];
    for (int call = 0; call < WARM_CALLS; call++) {
      WideProducts.multiplyScalar(y, w, products, q);
      vector.reduceSigned(y, remainders, q);
    }
    BigInteger modulus = BigInteger.valueOf(q.value());
    for (int i = 0; i < DEGREE; i++) {
      BigInteger word = new BigInteger(Long.toUnsignedString(y[i]));
      assertThat(products[i])
          .as("%s * %d mod %s", word, w, q)
          .isEqualTo(word.multiply(BigInteger.valueOf(w)).mod(modulus).longValueExact());
      assertThat(remainders[i])
          .as("%d mod %s", y[i], q)
          .isEqualTo(BigInteger.valueOf(y[i]).mod(modulus).longValueExact());
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
    check(name, q, DEGREE, WARM_CALLS, operation);
  }

  private void check(String name, Modulus q, int degree, int warmCalls, Operation operation) {
    long[] expected = new long[degree];
    operation.run(scalar, expected);
    long[] out = new long[degree];
    for (int call = 0; call < warmCalls; call++) {
      operation.run(vector, out);
    }
    assertThat(out).as("%s modulo %s", name, q).isEqualTo(expected);
    int counted = warmCalls * COUNTED_CALLS / WARM_CALLS;
    assertThat(allocatedBy(operation, out, counted) / counted)
        .as("bytes that a call of %s modulo %s allocates", name, q)
        .isZero();
    assertThat(out).as("%s modulo %s, compiled", name, q).isEqualTo(expected);
  }

  private long allocatedBy(Operation operation, long[] out, int calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "Allocation is not counted here.");
    // The compiler works in the background, so counts are repeated until one shows its code.
    long least = Long.MAX_VALUE;
    for (int count = 0; count < MOST_COUNTS && least >= calls; count++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < calls; call++) {
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

  private static long[] mixed(Modulus q, long seed) {
    return mixed(q, seed, DEGREE);
  }

  /** Random residues with 0, 1, q - 1 and both sides of q/2 among them. */
  private static long[] mixed(Modulus q, long seed, int degree) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] limb = new long[degree];
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
