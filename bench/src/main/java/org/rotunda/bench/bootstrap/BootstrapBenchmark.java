package org.rotunda.bench.bootstrap;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.compiler.cli.job.ByteSize;

/** A bootstrap with its keys on disk, paged within a budget. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC", "-Xmx1700m"})
public class BootstrapBenchmark {
  /** The store stays in the system's page cache. */
  public static final String WARM = "warm";

  /** The store is dropped from the system's page cache before every bootstrap. */
  public static final String COLD = "cold";

  @Param("N16_REAL")
  private String preset = "";

  @Param("512MiB")
  private String keyBudget = "";

  @Param("2")
  private int threads;

  @Param(WARM)
  private String pageCache = WARM;

  private Optional<BootstrapSite> site = Optional.empty();

  /** Generates keys and encodes matrices. */
  @Setup
  public void setUp() throws IOException {
    BootstrapPreset chosen = BootstrapPreset.valueOf(preset);
    site = Optional.of(BootstrapSite.open(chosen, ByteSize.parse(keyBudget).bytes(), threads));
  }

  /** Encrypts anew, and forgets what the system keeps of the store if that is asked for. */
  @Setup(Level.Invocation)
  public void beforeEach() throws IOException {
    site.orElseThrow().encrypt();
    if (pageCache.equals(COLD)) {
      site.orElseThrow().dropStoreFromCache();
    }
  }

  /** Deletes the keys. */
  @TearDown
  public void tearDown() throws IOException {
    if (site.isPresent()) {
      site.get().close();
    }
  }

  /** One bootstrap, all passes of it. */
  @Benchmark
  public void bootstrap(BootstrapFigures figures) {
    figures.of(site.orElseThrow()).stages(site.orElseThrow().bootstrap());
  }
}
