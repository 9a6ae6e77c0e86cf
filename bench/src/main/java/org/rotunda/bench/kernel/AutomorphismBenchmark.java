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
import org.rotunda.ckks.ring.Automorphism;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeSearch;

/** The rotation of one limb by one slot, a permutation of its values. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class AutomorphismBenchmark {
  private static final int BITS = 50;

  @Param({"12", "16"})
  private int logDegree;

  @Param({KernelChoice.SCALAR, KernelChoice.VECTOR})
  private String kernels = KernelChoice.SCALAR;

  private Kernels chosen = KernelChoice.named(KernelChoice.SCALAR);
  private Modulus q = new Modulus(5);
  private long[] limb = {};
  private int[] index = {};
  private long[] out = {};

  /** A random limb and the permutation. */
  @Setup
  public void setUp() {
    int degree = 1 << logDegree;
    chosen = KernelChoice.named(kernels);
    q = new Modulus(PrimeSearch.below(BITS, 1, degree, List.of()).getFirst());
    RandomLimbs random = new RandomLimbs(degree);
    limb = random.limb(q);
    out = random.limb(q);
    index = new Automorphism(degree, GaloisElements.rotation(1, degree)).index();
  }

  /** The image. */
  @Benchmark
  public long[] automorphism() {
    chosen.permute(limb, index, out);
    return out;
  }

  /** The image, added to another limb. */
  @Benchmark
  public long[] automorphismAdd() {
    chosen.permuteAdd(limb, index, out, q);
    return out;
  }
}
