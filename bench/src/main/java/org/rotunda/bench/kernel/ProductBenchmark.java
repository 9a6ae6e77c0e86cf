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
import org.rotunda.ckks.ring.PrimeSearch;

/** Products of limbs, and the inner products of key switching with {@value #DIGITS} digits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ProductBenchmark {
  private static final int DIGITS = 3;

  @Param({"12", "16"})
  private int logDegree;

  @Param({"50", "60"})
  private int bits;

  @Param({KernelChoice.SCALAR, KernelChoice.VECTOR})
  private String kernels = KernelChoice.SCALAR;

  private Kernels chosen = KernelChoice.named(KernelChoice.SCALAR);
  private Modulus q = new Modulus(5);
  private long[][] x = {};
  private long[][] y = {};
  private long[][] z = {};
  private long[] out = {};
  private long[] second = {};

  /** Random limbs. */
  @Setup
  public void setUp() {
    int degree = 1 << logDegree;
    chosen = KernelChoice.named(kernels);
    q = new Modulus(PrimeSearch.below(bits, 1, degree, List.of()).getFirst());
    RandomLimbs random = new RandomLimbs(degree);
    x = random.limbs(DIGITS, q);
    y = random.limbs(DIGITS, q);
    z = random.limbs(DIGITS, q);
    out = random.limb(q);
    second = random.limb(q);
  }

  /** One limb times another. */
  @Benchmark
  public long[] multiply() {
    chosen.multiply(x[0], y[0], out, q);
    return out;
  }

  /** The same, added to a third. */
  @Benchmark
  public long[] multiplyAdd() {
    chosen.multiplyAdd(x[0], y[0], out, q);
    return out;
  }

  /** One limb times a residue. */
  @Benchmark
  public long[] multiplyScalar() {
    chosen.multiplyScalar(x[0], y[0][0], out, q);
    return out;
  }

  /** The inner products of digits with both halves of a key. */
  @Benchmark
  public long[] innerProducts() {
    chosen.innerProducts(x, y, z, out, second, q);
    return out;
  }

  /** The inner product of digits with one half of a key. */
  @Benchmark
  public long[] innerProduct() {
    chosen.innerProduct(x, y, out, q);
    return out;
  }
}
