package org.rotunda.bench.scheme;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rotunda.bench.kernel.KernelChoice;
import org.rotunda.ckks.ring.LimbPool;

/** The scheme's operations at the top level, with three key-switching digits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 5,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:G1HeapRegionSize=8m"})
public class SchemeBenchmark {
  private static final int DIGITS = 3;

  @Param({"14", "16"})
  private int logDegree;

  @Param({"7", "28"})
  private int limbs;

  @Param("50")
  private int bits;

  @Param("1")
  private int threads;

  @Param({KernelChoice.SCALAR, KernelChoice.VECTOR})
  private String kernels = KernelChoice.SCALAR;

  private Optional<EngineChoice> engine = Optional.empty();
  private Optional<SchemeOperations> prepared = Optional.empty();

  /** Keys and operands. */
  @Setup
  public void setUp() {
    EngineChoice made =
        new EngineChoice(
            KernelChoice.named(kernels), new LimbPool(1 << logDegree, Long.MAX_VALUE), threads);
    engine = Optional.of(made);
    prepared =
        Optional.of(
            SchemeOperations.prepare(
                new SchemeShape(logDegree, limbs, bits, DIGITS), made.engine()));
  }

  /** Ends the threads. */
  @TearDown
  public void tearDown() {
    engine.ifPresent(EngineChoice::close);
  }

  /** Encoding of N/2 real slots. */
  @Benchmark
  public void encode() {
    prepared.orElseThrow().encode();
  }

  /** Encryption under a public key. */
  @Benchmark
  public void encrypt() {
    prepared.orElseThrow().encrypt();
  }

  /** Decryption without decoding. */
  @Benchmark
  public void decrypt() {
    prepared.orElseThrow().decrypt();
  }

  /** A sum. */
  @Benchmark
  public void add() {
    prepared.orElseThrow().add();
  }

  /** A product and its relinearisation. */
  @Benchmark
  public void multiplyRelinearise() {
    prepared.orElseThrow().multiplyRelinearise();
  }

  /** Rescaling. */
  @Benchmark
  public void rescale() {
    prepared.orElseThrow().rescale();
  }

  /** A rotation by one slot. */
  @Benchmark
  public void rotate() {
    prepared.orElseThrow().rotate();
  }

  /** One of a group of rotations that share their digits. */
  @Benchmark
  @OperationsPerInvocation(SchemeOperations.GROUP)
  public void rotateHoisted() {
    prepared.orElseThrow().rotateHoisted();
  }
}
