package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;

/**
 * Calls of a vector kernel until the compiler is done with it. Vectors that it failed to keep in
 * registers are objects: no allocation shows that what agrees with the scalar kernels, and with big
 * integers, is machine code.
 */
final class CompiledCalls {
  /** More than the compiler waits for. */
  private static final int WARM = 20_000;

  /** Calls counted for allocation; the counter itself may allocate a little. */
  private static final int COUNTED = 1_000;

  /** As many turns of loops with limbs of 2^13 or more as the others have with 256 entries. */
  private static final int WARM_LARGE = 800;

  private static final int COUNTED_LARGE = 40;

  private static final int MOST_COUNTS = 300;

  private static final Kernels SCALAR = new ScalarKernels();
  private static final Kernels VECTOR = new VectorKernels();

  private CompiledCalls() {}

  /** A kernel on operands of its own that leaves its result in {@code out}. */
  @FunctionalInterface
  interface Operation {
    void run(Kernels kernels, long[] out);
  }

  /**
   * Asserts that a vector kernel agrees with the scalar one, before and after it is compiled.
   *
   * @return what it left last, compiled
   */
  static long[] check(String name, int degree, Operation operation) {
    warm(name, degree, WARM, operation);
    return checkWarm(name, degree, operation);
  }

  /** As {@link #check} for other operands of a kernel that was checked before. */
  static long[] checkWarm(String name, int degree, Operation operation) {
    return checkCompiled(name, degree, COUNTED, operation);
  }

  /**
   * Asserts that what a compiled kernel left are the residues of numbers.
   *
   * @param number of the entry with an index
   */
  static void judge(String name, long[] out, Modulus q, IntFunction<BigInteger> number) {
    BigInteger modulus = BigInteger.valueOf(q.value());
    long[] expected = new long[out.length];
    Arrays.setAll(expected, i -> number.apply(i).mod(modulus).longValueExact());
    assertThat(out).as("%s, compiled, against big integers", name).isEqualTo(expected);
  }

  /** As {@link #check} for limbs so large that the compiler needs fewer calls. */
  static void checkLarge(String name, int degree, Operation operation) {
    warm(name, degree, WARM_LARGE, operation);
    checkLargeWarm(name, degree, operation);
  }

  /** As {@link #checkWarm} for large limbs. */
  static void checkLargeWarm(String name, int degree, Operation operation) {
    checkCompiled(name, degree, COUNTED_LARGE, operation);
  }

  private static void warm(String name, int degree, int calls, Operation operation) {
    long[] expected = new long[degree];
    operation.run(SCALAR, expected);
    long[] out = new long[degree];
    for (int call = 0; call < calls; call++) {
      operation.run(VECTOR, out);
    }
    assertThat(out).as(name).isEqualTo(expected);
  }

  private static long[] checkCompiled(String name, int degree, int counted, Operation operation) {
    long[] expected = new long[degree];
    operation.run(SCALAR, expected);
    long[] out = new long[degree];
    assertThat(allocatedBy(operation, out, counted) / counted)
        .as("bytes that a call of %s allocates", name)
        .isZero();
    assertThat(out).as("%s, compiled", name).isEqualTo(expected);
    return out;
  }

  private static long allocatedBy(Operation operation, long[] out, int calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "Allocation is not counted here.");
    // The compiler works in the background, so counts are repeated until one shows its code.
    long least = Long.MAX_VALUE;
    for (int count = 0; count < MOST_COUNTS && least >= calls; count++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < calls; call++) {
        operation.run(VECTOR, out);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
