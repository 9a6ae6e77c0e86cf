package org.rotunda.compiler.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;

/**
 * Measures primitives on this machine, on random residues: no key set is needed. A key is read from
 * a file that was just written, so its time is that of a file in the page cache.
 */
public final class Calibrator {
  private static final int REPETITIONS = 9;
  private static final int WARM_UPS = 20;

  private final Parameters parameters;
  private final Engine engine;
  private final int threads;

  /**
   * A calibrator.
   *
   * @param engine what is to be measured
   * @param threads how many of them the engine has
   */
  public Calibrator(Parameters parameters, Engine engine, int threads) {
    this.parameters = parameters;
    this.engine = engine;
    this.threads = threads;
  }

  /**
   * Measures every primitive at every level, each as the median of a few runs, after warming up at
   * the top level. Work never falls with the level and what disturbs a measurement only lengthens
   * it, so none is kept that is above one of a higher level.
   *
   * @param folder where a key store of one key is written, and deleted again
   * @param progress is told the number of levels that are done
   * @throws IOException if the key store can't be written or read
   */
  public Measurements measure(Path folder, IntConsumer progress) throws IOException {
    Path own = Files.createTempDirectory(folder, "calibration");
    Path file = own.resolve("random.keys");
    try {
      try (KeyStoreWriter writer =
          KeyStoreWriter.create(
              file, parameters, RandomMaterial.KEY_SET, new StoreAuthentication.None())) {
        writer.accept(new RandomMaterial(parameters).key());
      }
      try (KeyStore store = KeyStore.open(file, parameters)) {
        return measure(store, progress);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(own);
    }
  }

  private Measurements measure(KeyStore store, IntConsumer progress) throws IOException {
    CkksContext context = CkksContext.of(parameters);
    try (LevelBench top = new LevelBench(context, engine, store, parameters.maxLevel())) {
      top.measure(WARM_UPS);
    }
    Map<Primitive, List<Double>> seconds = new EnumMap<>(Primitive.class);
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      try (LevelBench bench = new LevelBench(context, engine, store, level)) {
        bench
            .measure(REPETITIONS)
            .forEach(
                (primitive, time) ->
                    seconds.computeIfAbsent(primitive, _ -> new ArrayList<>()).add(time));
      }
      progress.accept(level + 1);
    }
    seconds.values().forEach(Calibrator::lowerToHigherLevels);
    Conditions conditions = new Conditions(threads, engine.kernels().name(), Processor.name());
    return new Measurements(parameters, conditions, seconds);
  }

  /** Lowers each time to the least of its level and those above. */
  static void lowerToHigherLevels(List<Double> seconds) {
    for (int level = seconds.size() - 2; level >= 0; level--) {
      seconds.set(level, Math.min(seconds.get(level), seconds.get(level + 1)));
    }
  }
}
