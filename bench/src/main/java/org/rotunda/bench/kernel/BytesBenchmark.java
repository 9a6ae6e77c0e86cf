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
import org.rotunda.ckks.ring.PrimeSearch;

/** One limb from bytes: from a keystream, without making the stream, and from a page of a store. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class BytesBenchmark {
  /** As the library makes a keystream. */
  private static final int PIECE_BYTES = 16 * 1024;

  @Param({"12", "16"})
  private int logDegree;

  @Param({"50", "60"})
  private int bits;

  @Param({KernelChoice.SCALAR, KernelChoice.VECTOR})
  private String kernels = KernelChoice.SCALAR;

  private Kernels chosen = KernelChoice.named(KernelChoice.SCALAR);
  private long prime;
  private byte[] piece = {};
  private byte[] page = {};
  private long[] out = {};

  /** Random bytes. */
  @Setup
  public void setUp() {
    int degree = 1 << logDegree;
    chosen = KernelChoice.named(kernels);
    prime = PrimeSearch.below(bits, 1, degree, List.of()).getFirst();
    SplittableRandom random = new SplittableRandom(1);
    piece = new byte[PIECE_BYTES];
    random.nextBytes(piece);
    page = new byte[degree * bits / Byte.SIZE];
    random.nextBytes(page);
    out = new long[degree];
  }

  /** The residues among as many words as the limb has entries, in pieces. */
  @Benchmark
  public long[] rejectionSampling() {
    int at = 0;
    for (int words = 0; words < out.length; words += PIECE_BYTES / Long.BYTES) {
      at = chosen.keepBelow(piece, 0, PIECE_BYTES, prime, out, at);
    }
    return out;
  }

  /** The residues of a page. */
  @Benchmark
  public long[] unpack() {
    chosen.unpack(page, 0, bits, out);
    return out;
  }
}
