package org.rotunda.ckks.ring.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.rotunda.ckks.ring.kernel.KernelOperands.DEGREE;
import static org.rotunda.ckks.ring.kernel.KernelOperands.mixed;
import static org.rotunda.ckks.ring.kernel.KernelOperands.ring;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/**
 * Vector transforms, and the divisions made of them, as the compiler leaves them: each agrees with
 * the scalar one on operands at the extremes and allocates nothing.
 */
class CompiledTransformsTest {
  /** The smallest degree with large limbs. */
  private static final int LOG_LARGE = 13;

  @BeforeAll
  static void vectors() {
    VectorsHere.required();
    assumeTrue(Lanes.MOVES, "With two lanes these are scalar loops.");
  }

  static Stream<PrimeRing> rings() {
    return KernelOperands.rings();
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
    return IntStream.of(LOG_LARGE, 15, 16, 17)
        .boxed()
        .flatMap(log -> IntStream.of(50, 58, 59, 61).mapToObj(bits -> ring(bits, 1 << log)));
  }

  private static CompiledCalls.Operation forward(PrimeRing ring, long[] a) {
    return (kernels, out) -> {
      System.arraycopy(a, 0, out, 0, out.length);
      kernels.forwardNtt(out, ring);
    };
  }

  private static CompiledCalls.Operation inverse(PrimeRing ring, long[] a) {
    long factor = ring.modulus().value() - 1;
    return (kernels, out) -> kernels.inverseNtt(a, factor, out, ring);
  }

  private static CompiledCalls.Operation inverseInPlace(PrimeRing ring, long[] a) {
    return (kernels, out) -> {
      System.arraycopy(a, 0, out, 0, out.length);
      kernels.inverseNtt(out, ring);
    };
  }

  private static CompiledCalls.Operation forward(PrimeRing ring, long[] remainder, Modulus from) {
    return (kernels, out) -> kernels.forwardNtt(remainder, from, out, ring);
  }

  private static CompiledCalls.Operation modDown(
      PrimeRing ring, long[] x, long[] remainder, Modulus from, long factor) {
    long[] scratch = new long[ring.degree()];
    return (kernels, out) -> kernels.modDown(x, remainder, from, factor, out, ring, scratch);
  }

  @ParameterizedTest
  @MethodSource("rings")
  void transforms(PrimeRing ring) {
    Modulus q = ring.modulus();
    long[] a = mixed(q, 0);
    CompiledCalls.check("forward modulo " + q, DEGREE, forward(ring, a));
    CompiledCalls.check("inverse in place modulo " + q, DEGREE, inverseInPlace(ring, a));
    for (long[] extreme : KernelOperands.extremes(q)) {
      String name = "of %d modulo %s".formatted(extreme[0], q);
      CompiledCalls.checkWarm("forward " + name, DEGREE, forward(ring, extreme));
      CompiledCalls.checkWarm("inverse in place " + name, DEGREE, inverseInPlace(ring, extreme));
    }
  }

  @ParameterizedTest
  @MethodSource("smallRings")
  void transformsOfFewVectors(PrimeRing ring) {
    int degree = ring.degree();
    long[] a = mixed(ring.modulus(), 1, degree);
    String name = "of %d modulo %s".formatted(degree, ring.modulus());
    CompiledCalls.check("forward " + name, degree, forward(ring, a));
    CompiledCalls.check("inverse " + name, degree, inverse(ring, a));
  }

  @ParameterizedTest
  @MethodSource("largeRings")
  void transformsOfManyBlocks(PrimeRing ring) {
    Modulus q = ring.modulus();
    int degree = ring.degree();
    long[] a = mixed(q, 1, degree);
    Modulus from = ring(q.bits() > 50 ? 50 : 60, degree).modulus();
    long[] remainder = mixed(from, 2, degree);
    String name = "of %d modulo %s".formatted(degree, q);
    checkLarge("forward " + name, degree, forward(ring, a));
    checkLarge("inverse " + name, degree, inverse(ring, a));
    checkLarge("forward %s from %s".formatted(name, from), degree, forward(ring, remainder, from));
    checkLarge(
        "modDown %s from %s".formatted(name, from),
        degree,
        modDown(ring, a, remainder, from, q.value() - 1));
  }

  /** What the smallest of these degrees have not compiled is called until it is. */
  private static void checkLarge(String name, int degree, CompiledCalls.Operation operation) {
    if (degree == 1 << LOG_LARGE) {
      CompiledCalls.checkLarge(name, degree, operation);
    } else {
      CompiledCalls.checkLargeWarm(name, degree, operation);
    }
  }

  @ParameterizedTest
  @MethodSource("rings")
  void divisions(PrimeRing ring) {
    Modulus q = ring.modulus();
    long[] x = mixed(q, 1);
    long half = q.value() / 2;
    for (Modulus from : rings().map(PrimeRing::modulus).toList()) {
      String name = "from %s modulo %s".formatted(from, q);
      long[] remainder = mixed(from, 0);
      CompiledCalls.check("forward " + name, DEGREE, forward(ring, remainder, from));
      CompiledCalls.check("modDown " + name, DEGREE, modDown(ring, x, remainder, from, half));
      for (long[] extreme : KernelOperands.extremes(from)) {
        String other = "%s of %d".formatted(name, extreme[0]);
        CompiledCalls.checkWarm("forward " + other, DEGREE, forward(ring, extreme, from));
        CompiledCalls.checkWarm("modDown " + other, DEGREE, modDown(ring, x, extreme, from, half));
      }
    }
  }
}
