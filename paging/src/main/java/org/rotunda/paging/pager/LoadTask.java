package org.rotunda.paging.pager;

import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.rotunda.paging.store.LoadedKey;

/** A load in the loaders' queue: demand before prefetch, first come before later. */
final class LoadTask extends FutureTask<LoadedKey> implements Comparable<LoadTask> {
  private static final Comparator<LoadTask> ORDER =
      Comparator.<LoadTask, Residence.Origin>comparing(task -> task.origin)
          .thenComparingLong(task -> task.sequence);

  private final Residence.Origin origin;
  private final long sequence;
  private final Consumer<LoadTask> settle;

  /**
   * A load.
   *
   * @param settle called by the loader when the load is over, however it ended
   */
  LoadTask(
      Callable<LoadedKey> load, Residence.Origin origin, long sequence, Consumer<LoadTask> settle) {
    super(load);
    this.origin = origin;
    this.sequence = sequence;
    this.settle = settle;
  }

  @Override
  protected void done() {
    settle.accept(this);
  }

  @Override
  public int compareTo(LoadTask other) {
    return ORDER.compare(this, other);
  }
}
