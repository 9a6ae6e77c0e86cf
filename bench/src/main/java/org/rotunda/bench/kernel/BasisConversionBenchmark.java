package org.rotunda.bench.kernel;

import java.util.Arrays;
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
import org.rotunda.ckks.ring.WeightMatrix;

/**
 * The matrix product of a basis conversion: from {@value #INPUTS} limbs, ten primes and the
 * quotient, to {@value #TARGETS} primes of the same size.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BasisConversionBenchmark {
  private static final int INPUTS = 11;
  private static final int TARGETS = 28;

  /** As the library does it. */
  private static final int PIECE = 1 << 11;

  @Param({"12", "14", "16"})
  private int logDegree;

  @Param({"50", "60"})
  private int bits;

  @Param({KernelChoice.SCALAR, KernelChoice.VECTOR})
  private String kernels = KernelChoice.SCALAR;

  private Kernels chosen = KernelChoice.named(KernelChoice.SCALAR);
  private WeightMatrix weights = new WeightMatrix(1, List.of(new Modulus(5)), new long[][] {{1}});
  private long[][] inputs = {};
  private long[][] out = {};

  /** Random limbs and weights. */
  @Setup
  public void setUp() {
    int degree = 1 << logDegree;
    chosen = KernelChoice.named(kernels);
    List<Modulus> targets =
        PrimeSearch.below(bits, TARGETS, degree, List.of()).stream().map(Modulus::new).toList();
    RandomLimbs weightsOfRow = new RandomLimbs(INPUTS);
    long[][] rows = new long[TARGETS][];
    Arrays.setAll(rows, t -> weightsOfRow.limb(targets.get(t)));
    weights = new WeightMatrix(bits, targets, rows);
    inputs = new RandomLimbs(degree).limbs(INPUTS, targets.getLast());
    out = new long[TARGETS][degree];
  }

  /** All target limbs. */
  @Benchmark
  public long[][] basisConversion() {
    for (int from = 0; from < out[0].length; from += PIECE) {
      chosen.linearCombinations(inputs, weights, out, from, from + PIECE);
    }
    return out;
  }
}
