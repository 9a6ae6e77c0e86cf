package org.rotunda.ckks.ring.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rotunda.ckks.ring.kernel.KernelOperands.DEGREE;
import static org.rotunda.ckks.ring.kernel.KernelOperands.mixed;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/**
 * Vector kernels as the compiler leaves them: after more calls than it waits for, each agrees with
 * the scalar one on operands at the extremes and allocates nothing. Vectors that the compiler
 * failed to keep in registers are objects, so the second shows that the first tests machine code;
 * results are compared again after it, with big integers too where a formula says what they are.
 * Kernels that are scalar loops at this number of lanes are skipped.
 */
class CompiledKernelsTest {
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
    check("add", q, (kernels, out) -> kernels.add(x, y, out, q), i -> big(x[i]).add(big(y[i])));
    check(
        "subtract",
        q,
        (kernels, out) -> kernels.subtract(x, y, out, q),
        i -> big(x[i]).subtract(big(y[i])));
    check("negate", q, (kernels, out) -> kernels.negate(x, out, q), i -> big(x[i]).negate());
    check(
        "addScalar",
        q,
        (kernels, out) -> kernels.addScalar(x, largest, out, q),
        i -> big(x[i]).add(big(largest)));
  }

  @ParameterizedTest
  @MethodSource("rings")
  void products(PrimeRing ring) {
    Modulus q = ring.modulus();
    assumeTrue(
        Lanes.PRODUCTS || q.bits() <= DoubleResidues.MAX_BITS,
        "With fewer than eight lanes products of primes from 2^50 on are scalar loops.");
    long[] x = mixed(q, 1);
    long[] y = mixed(q, 2);
    long half = q.value() / 2;
    check(
        "multiply",
        q,
        (kernels, out) -> kernels.multiply(x, y, out, q),
        i -> big(x[i]).multiply(big(y[i])));
    check(
        "multiplyAdd",
        q,
        (kernels, out) -> {
          System.arraycopy(y, 0, out, 0, out.length);
          kernels.multiplyAdd(x, y, out, q);
        },
        i -> big(x[i]).multiply(big(y[i])).add(big(y[i])));
    check(
        "multiplyScalar",
        q,
        (kernels, out) -> kernels.multiplyScalar(x, half, out, q),
        i -> big(x[i]).multiply(big(half)));
  }

  @ParameterizedTest
  @MethodSource("rings")
  void permutations(PrimeRing ring) {
    assumeTrue(Lanes.MOVES, "With two lanes these are scalar loops.");
    Modulus q = ring.modulus();
    long[] x = mixed(q, 1);
    long largest = q.value() - 1;
    for (int[] index : List.of(new Automorphism(DEGREE, 5).index(), crossing(0), crossing(128))) {
      String name = "from %d, %d, ..".formatted(index[0], index[1]);
      check(
          "permute " + name,
          q,
          (kernels, out) -> kernels.permute(x, index, out),
          i -> big(x[index[i]]));
      check(
          "permuteAdd " + name,
          q,
          (kernels, out) -> {
            Arrays.fill(out, largest);
            kernels.permuteAdd(x, index, out, q);
          },
          i -> big(largest).add(big(x[index[i]])));
    }
  }

  /** A permutation that takes every vector from {@code first} on from several. */
  private static int[] crossing(int first) {
    int[] index = new int[DEGREE];
    Arrays.setAll(
        index, i -> i < first ? i ^ 1 : first + Math.floorMod(37 * i + 11, DEGREE - first));
    return index;
  }

  @ParameterizedTest
  @MethodSource("rings")
  void rejections(PrimeRing ring) {
    assumeTrue(Lanes.COMPRESSION, "With fewer than eight lanes this is a scalar loop.");
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
    assumeTrue(
        Lanes.COUNT == Unpacking.LANES, "With fewer than eight lanes this is a scalar loop.");
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
   * a product of their lower halves. The kernels' masks are positive ({@link MasksTest}), and
   * full-width operands show that their products are whole: Shoup products are right for any word.
   */
  @ParameterizedTest
  @MethodSource("rings")
  void productsOfFullWidthWordsAreWhole(PrimeRing ring) {
    assumeTrue(Lanes.PRODUCTS, "With fewer than eight lanes these are scalar loops.");
    Modulus q = ring.modulus();
    long w = q.value() - 2;
    long[] y = new SplittableRandom(q.value()).longs(DEGREE).toArray();
    y[0] = -1;
    y[1] = Long.MIN_VALUE;
    check(
        "product of words",
        q,
        (_, out) -> WideProducts.multiplyScalar(y, w, out, q),
        i -> new BigInteger(Long.toUnsignedString(y[i])).multiply(big(w)));
    check("reduceSigned", q, (kernels, out) -> kernels.reduceSigned(y, out, q), i -> big(y[i]));
  }

  private static BigInteger big(long x) {
    return BigInteger.valueOf(x);
  }

  private static void check(
      String name, Modulus q, CompiledCalls.Operation operation, IntFunction<BigInteger> number) {
    CompiledCalls.judge(name, check(name, q, operation), q, number);
  }

  private static long[] check(String name, Modulus q, CompiledCalls.Operation operation) {
    return CompiledCalls.check("%s modulo %s".formatted(name, q), DEGREE, operation);
  }
}
