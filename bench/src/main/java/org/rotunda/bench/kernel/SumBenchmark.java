package org.rotunda.bench.kernel;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeSearch;

/** Sums of limbs, and the reduction of signed words. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SumBenchmark {
  @Param({"12", "16"})
  private int logDegree;

  @Param({"50", "60"})
  private int bits;

  @Param({KernelChoice.SCALAR, KernelChoice.VECTOR})
  private String kernels = KernelChoice.SCALAR;

  private Kernels chosen = KernelChoice.named(KernelChoice.SCALAR);
  private Modulus q = new Modulus(5);
  private long[] x = {};
  private long[] y = {};
  private long[] words = {};
  private long[] out = {};

  /** Random limbs. */
  @Setup
  public void setUp() {
    int degree = 1 << logDegree;
    chosen = KernelChoice.named(kernels);
    q = new Modulus(PrimeSearch.below(bits, 1, degree, List.of()).getFirst());
    RandomLimbs random = new RandomLimbs(degree);
    x = random.limb(q);
    y = random.limb(q);
    out = random.limb(q);
    words = new SplittableRandom(1).longs(degree).toArray();
  }

  /** The sum of two limbs. */
  @Benchmark
  public long[] add() {
    chosen.add(x, y, out, q);
    return out;
  }

  /** The difference of two limbs. */
  @Benchmark
  public long[] subtract() {
    chosen.subtract(x, y, out, q);
    return out;
  }

  /** A limb negated. */
  @Benchmark
  public long[] negate() {
    chosen.negate(x, out, q);
    return out;
  }

  /** A limb and a residue. */
  @Benchmark
  public long[] addScalar() {
    chosen.addScalar(x, y[0], out, q);
    return out;
  }

  /** Signed words modulo the prime. */
  @Benchmark
  public long[] reduceSigned() {
    chosen.reduceSigned(words, out, q);
    return out;
  }
}
