package org.rotunda.bench.kernel;

import java.util.List;
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
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TransformBenchmark {
  @Param({"12", "14", "16"})
  private int logDegree;

  @Param({"50", "60"})
  private int bits;

  @Param({KernelChoice.SCALAR, KernelChoice.VECTOR})
  private String kernels = KernelChoice.SCALAR;

  private Kernels chosen = KernelChoice.named(KernelChoice.SCALAR);
  private PrimeRing ring = new PrimeRing(2, new Modulus(5));
  private Modulus special = new Modulus(13);
  private long[] limb = {};
  private long[] remainder = {};
  private long[] scratch = {};

  /** Tables and a random limb. */
  @Setup
  public void setUp() {
    int degree = 1 << logDegree;
    List<Long> primes = PrimeSearch.below(bits, 2, degree, List.of());
    Modulus q = new Modulus(primes.getFirst());
    special = new Modulus(primes.getLast());
    chosen = KernelChoice.named(kernels);
    ring = new PrimeRing(degree, q);
    RandomLimbs random = new RandomLimbs(degree);
    limb = random.limb(q);
    remainder = random.limb(special);
    scratch = new long[degree];
  }

  /** Coefficients to values. */
  @Benchmark
  public long[] forwardNtt() {
    chosen.forwardNtt(limb, ring);
    return limb;
  }

  /** Values to coefficients. */
  @Benchmark
  public long[] inverseNtt() {
    chosen.inverseNtt(limb, ring);
    return limb;
  }

  /** One limb of ModDown, the remainder modulo a prime of the same size. */
  @Benchmark
  public long[] modDown() {
    chosen.modDown(limb, remainder, special, 3, limb, ring, scratch);
    return limb;
  }
}
