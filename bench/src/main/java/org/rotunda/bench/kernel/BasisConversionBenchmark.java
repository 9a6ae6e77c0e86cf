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
import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.Rounding;

/**
 * A centered basis conversion from {@value #SOURCES} primes to {@value #TARGETS} of the same size,
 * without its transforms.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BasisConversionBenchmark {
  private static final int SOURCES = 10;
  private static final int TARGETS = 28;

  /** As the library does it. */
  private static final int PIECE = 1 << 12;

  @Param({"12", "16"})
  private int logDegree;

  @Param({"50", "60"})
  private int bits;

  @Param({KernelChoice.SCALAR, KernelChoice.VECTOR})
  private String kernels = KernelChoice.SCALAR;

  private Kernels chosen = KernelChoice.named(KernelChoice.SCALAR);
  private ConversionTable table =
      new ConversionTable(List.of(new Modulus(5)), List.of(new Modulus(13)), Rounding.CENTERED);
  private long[][] inputs = {};
  private long[][] out = {};
  private long[] scratch = {};

  /** Random limbs. */
  @Setup
  public void setUp() {
    int degree = 1 << logDegree;
    chosen = KernelChoice.named(kernels);
    List<Modulus> primes =
        PrimeSearch.below(bits, SOURCES + TARGETS, degree, List.of()).stream()
            .map(Modulus::new)
            .toList();
    List<Modulus> sources = primes.subList(0, SOURCES);
    table = new ConversionTable(sources, primes.subList(SOURCES, primes.size()), Rounding.CENTERED);
    RandomLimbs random = new RandomLimbs(degree);
    inputs = sources.stream().map(random::limb).toArray(long[][]::new);
    out = new long[TARGETS][degree];
    scratch = new long[degree];
  }

  /** All target limbs. */
  @Benchmark
  public long[][] basisConversion() {
    for (int from = 0; from < scratch.length; from += PIECE) {
      chosen.convertBasis(inputs, table, out, from, from + PIECE, scratch);
    }
    return out;
  }
}
