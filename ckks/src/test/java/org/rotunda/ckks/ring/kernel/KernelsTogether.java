package org.rotunda.ckks.ring.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.Rounding;

/**
 * A program that runs all vector kernels in turns, on short and long limbs of primes of all kinds,
 * until the compiler has done its work, and prints a line for each that still allocates.
 */
final class KernelsTogether {
  private static final int[] DEGREES = {256, 1 << 13};
  private static final int[] BITS = {50, 58, 60};
  private static final int TERMS = 5;
  private static final int ROUNDS = 60;

  /** Calls counted for allocation; the counter itself may allocate a little. */
  private static final int COUNTED_CALLS = 20;

  private static final int MOST_COUNTS = 500;

  private final Kernels vector = new VectorKernels();
  private final List<Call> calls = new ArrayList<>();

  private record Call(String name, Runnable kernel) {
    /** The least number of bytes a call, because the compiler works in the background. */
    long allocated() {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (int count = 0; count < MOST_COUNTS && least >= COUNTED_CALLS; count++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < COUNTED_CALLS; call++) {
          kernel.run();
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      return least / COUNTED_CALLS;
    }
  }

  /** The operands of kernels modulo one prime. */
  private record Operands(PrimeRing ring) {
    Modulus modulus() {
      return ring.modulus();
    }

    long[] limb() {
      return limb(modulus());
    }

    long[] limb(Modulus q) {
      return new SplittableRandom(1).longs(ring.degree(), 0, q.value()).toArray();
    }

    long[][] limbs() {
      return IntStream.range(0, TERMS).mapToObj(k -> limb()).toArray(long[][]::new);
    }
  }

  private KernelsTogether() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    KernelsTogether program = new KernelsTogether();
    for (int degree : DEGREES) {
      for (int bits : BITS) {
        Operands operands = new Operands(ring(bits, degree));
        program.addTransforms(operands);
        program.addProducts(operands);
        program.addSums(operands);
        program.addMoves(operands);
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      program.calls.forEach(call -> call.kernel().run());
    }
    for (Call call : program.calls) {
      long bytes = call.allocated();
      if (bytes > 0) {
        System.out.printf("%s allocates %d bytes a call%n", call.name(), bytes);
      }
    }
  }

  private static PrimeRing ring(int bits, int degree) {
    return new PrimeRing(
        degree, new Modulus(PrimeSearch.below(bits, 1, degree, List.of()).getFirst()));
  }

  private void add(String name, Operands operands, BiConsumer<Modulus, long[]> kernel) {
    Modulus q = operands.modulus();
    long[] out = operands.limb();
    calls.add(
        new Call(
            "%s modulo %s of degree %d".formatted(name, q, out.length),
            () -> kernel.accept(q, out)));
  }

  private void addTransforms(Operands operands) {
    PrimeRing ring = operands.ring();
    Modulus from = ring(ring.modulus().bits() > 50 ? 50 : 60, ring.degree()).modulus();
    long[] x = operands.limb();
    long[] remainder = operands.limb(from);
    long[] scratch = operands.limb();
    add("forward", operands, (q, out) -> vector.forwardNtt(x, q, out, ring));
    add(
        "forward from another",
        operands,
        (q, out) -> vector.forwardNtt(remainder, from, out, ring));
    add("inverse", operands, (q, out) -> vector.inverseNtt(x, 2, out, ring));
    add("modDown", operands, (q, out) -> vector.modDown(x, remainder, from, 2, out, ring, scratch));
  }

  /** Conversions too: their sources get residues modulo another prime, as nothing is compared. */
  private void addProducts(Operands operands) {
    long[][] x = operands.limbs();
    long[][] y = operands.limbs();
    long[] second = operands.limb();
    add("multiply", operands, (q, out) -> vector.multiply(x[0], y[0], out, q));
    add("multiplyAdd", operands, (q, out) -> vector.multiplyAdd(x[0], y[0], out, q));
    add("multiplyScalar", operands, (q, out) -> vector.multiplyScalar(x[0], 2, out, q));
    add("innerProduct", operands, (q, out) -> vector.innerProduct(x, y, out, q));
    add("innerProducts", operands, (q, out) -> vector.innerProducts(x, y, x, second, out, q));
    List<Long> primes = PrimeSearch.below(operands.modulus().bits(), TERMS, 2, List.of());
    List<Long> targets = new ArrayList<>(PrimeSearch.below(50, 1, 2, primes));
    targets.addAll(PrimeSearch.below(60, 1, 2, primes));
    ConversionTable table =
        new ConversionTable(
            primes.stream().map(Modulus::new).toList(),
            targets.stream().map(Modulus::new).toList(),
            Rounding.CENTERED);
    long[][] converted = {second, operands.limb()};
    long[] scratch = operands.limb();
    add(
        "convertBasis",
        operands,
        (q, out) -> vector.convertBasis(x, table, converted, 0, out.length, scratch));
  }

  private void addSums(Operands operands) {
    long[] x = operands.limb();
    long[] y = operands.limb();
    add("add", operands, (q, out) -> vector.add(x, y, out, q));
    add("subtract", operands, (q, out) -> vector.subtract(x, y, out, q));
    add("negate", operands, (q, out) -> vector.negate(x, out, q));
    add("addScalar", operands, (q, out) -> vector.addScalar(x, 2, out, q));
    add("reduceSigned", operands, (q, out) -> vector.reduceSigned(x, out, q));
  }

  private void addMoves(Operands operands) {
    int degree = operands.ring().degree();
    long[] x = operands.limb();
    int[] index = new Automorphism(degree, 5).index();
    byte[] bytes = new byte[degree * Long.BYTES];
    new SplittableRandom(2).nextBytes(bytes);
    add("permute", operands, (q, out) -> vector.permute(x, index, out));
    add("permuteAdd", operands, (q, out) -> vector.permuteAdd(x, index, out, q));
    add(
        "keepBelow",
        operands,
        (q, out) -> vector.keepBelow(bytes, 0, bytes.length, q.value(), out, 0));
    add("unpack", operands, (q, out) -> vector.unpack(bytes, 0, q.bits(), out));
  }
}
