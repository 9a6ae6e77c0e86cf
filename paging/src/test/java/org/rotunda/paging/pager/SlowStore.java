package org.rotunda.paging.pager;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.UniformResidency;

/**
 * Keys on a device whose every read takes the time of one rotation, by a virtual clock: the
 * relinearisation key and those of the Galois elements 5^1, 5^2 and so on, all at the top level.
 */
public final class SlowStore {
  /** The time of one rotation, of which a fifth is spent with the key, in nanoseconds. */
  public static final long ROTATION = 1000;

  private static final int LOADERS = 4;

  private final TestKeys keys;

  /** A store of some keys, relinearisation and the Galois element 1 among them. */
  public SlowStore(int count) throws StoreException {
    this.keys = TestKeys.atTopLevel(count);
  }

  /** What the keys are for. */
  public Parameters parameters() {
    return keys.parameters();
  }

  /** A use of a key at the top level. */
  KeyUse use(int key) {
    return keys.use(key, parameters().maxLevel());
  }

  /**
   * Performs a rotation for each use of a trace, from an empty memory.
   *
   * @param budget the most bytes of keys
   * @param seed by which threads take turns
   * @return what the pager did, with stalls on the virtual clock
   */
  public PagerStatistics run(ResidencyPolicy policy, List<KeyUse> trace, long budget, long seed)
      throws InterruptedException, StoreException {
    Stage stage = new Stage(seed);
    DelayedPages source = new DelayedPages(keys.source(), stage);
    List<PagerStatistics> statistics = new ArrayList<>();
    try (KeyStore store = keys.open(source)) {
      source.delay(ROTATION);
      PagerSettings settings = PagerSettings.of(budget, UniformResidency.LEAN).withLoaders(LOADERS);
      stage.perform(
          List.of(
              () -> {
                try (Pager pager =
                    new Pager(store, settings, LimbAllocator.heap(), stage, stage.threads())) {
                  try (KeySession session = pager.open(policy)) {
                    rotate(session, trace, stage);
                  }
                  statistics.add(pager.statistics());
                }
              }));
    }
    return statistics.getFirst();
  }

  private void rotate(EvaluationKeys from, List<KeyUse> trace, Stage stage) {
    for (KeyUse use : trace) {
      try (KeyLease lease = from.acquire(use.id(), use.level())) {
        keys.requireSameStored(lease, use.level(), "rotation");
        stage.sleep(ROTATION / 5);
      }
      stage.sleep(ROTATION - ROTATION / 5);
    }
  }
}
