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
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.PrimeSearch;

/** The transforms of one limb. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TransformBenchmark {
  @Param({"scalar", "vector"})
  private String kernelNames = "";

  @Param({"13", "14", "15", "16"})
  private int logDegree;

  @Param({"49", "50", "58", "60"})
  private int bits;

  private Kernels kernels = KernelChoice.named("scalar");
  private PrimeRing ring = new PrimeRing(2, new Modulus(5));
  private long[] limb = {};

  /** Tables and a random limb. */
  @Setup
  public void setUp() {
    int degree = 1 << logDegree;
    long q = PrimeSearch.below(bits, 1, degree, List.of()).getFirst();
    kernels = KernelChoice.named(kernelNames);
    ring = new PrimeRing(degree, new Modulus(q));
    limb = new SplittableRandom(1).longs(degree, 0, q).toArray();
  }

  /** Coefficients to values. */
  @Benchmark
  public long[] forward() {
    kernels.forwardNtt(limb, ring);
    return limb;
  }

  /** Values to coefficients. */
  @Benchmark
  public long[] inverse() {
    kernels.inverseNtt(limb, ring);
    return limb;
  }
}
