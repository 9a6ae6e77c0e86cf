package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rotunda.ckks.ring.kernel.KernelOperands.DEGREE;
import static org.rotunda.ckks.ring.kernel.KernelOperands.mixed;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

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
  /** More than the compiler waits for. */
  private static final int WARM_CALLS = 20_000;

  private final Kernels vector = new VectorKernels();

  @BeforeAll
  static void vectors() {
    VectorsHere.required();
  }

  static Stream<PrimeRing> rings() {
    return KernelOperands.rings();
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
    assumeTrue(Lanes.MOVES, "With two lanes these are scalar loops.");
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

  private static void check(String name, Modulus q, CompiledCalls.Operation operation) {
    CompiledCalls.check("%s modulo %s".formatted(name, q), DEGREE, operation);
  }
}
