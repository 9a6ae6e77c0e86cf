package org.rotunda.ckks.ring;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Spreads the parts of an operation over the calling thread and an executor that others may use
 * too.
 *
 * <p>The calling thread takes parts like the others and waits only for threads that are at work, so
 * an operation ends even if the executor is busy, full or shut down, or the operation is nested in
 * another. When several operations run at once, helpers join one by one, each only if all threads
 * that are counted, at work or asked for, are fewer than the number of threads; callers beyond that
 * number wait for their turn. A part must not wait for another thread's operation here.
 */
public final class SharedLimbExecutor implements LimbExecutor {
  private final Executor executor;
  private final int threads;

  /** Operations' own threads and the helpers asked for that have not ended. */
  private final AtomicInteger active = new AtomicInteger();

  /** One for each thread that may work; taken by those that do, not by helpers asked for. */
  private final Semaphore places;

  /** Those that have a place: an operation nested in another has that of the outer one. */
  private final Set<Thread> working = ConcurrentHashMap.newKeySet();

  /**
   * An executor of parts.
   *
   * @param executor runs helping tasks; may be shared
   * @param threads how many threads work at a time on all operations together, calling ones
   *     included, at least 1
   */
  public SharedLimbExecutor(Executor executor, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "An operation runs on at least 1 thread, but %d were asked for.".formatted(threads));
    }
    this.executor = executor;
    this.threads = threads;
    this.places = new Semaphore(threads, true);
  }

  @Override
  public void forEach(int count, IntConsumer task) {
    active.incrementAndGet();
    try {
      if (working.contains(Thread.currentThread())) {
        run(count, task);
      } else {
        places.acquireUninterruptibly();
        atPlace(() -> run(count, task));
      }
    } finally {
      active.decrementAndGet();
    }
  }

  /** Works at a place that was taken for this thread, and gives it back. */
  private void atPlace(Runnable work) {
    working.add(Thread.currentThread());
    try {
      work.run();
    } finally {
      working.remove(Thread.currentThread());
      places.release();
    }
  }

  private void run(int count, IntConsumer task) {
    if (count > 1 && join()) {
      share(new Parts(count, task));
    } else {
      LimbExecutor.serial().forEach(count, task);
    }
  }

  /** Works with a helper that is counted already, and with more as far as they may join. */
  private void share(Parts parts) {
    try {
      int helpers = 0;
      do {
        helpers++;
      } while (ask(parts) && helpers < parts.count - 1 && join());
    } finally {
      // Whatever happened, no helper may work on when the caller gives its limbs back.
      parts.work();
      parts.awaitAll();
    }
  }

  /** Counts one more thread if there may be one more. */
  private boolean join() {
    int before = active.getAndUpdate(now -> now < threads ? now + 1 : now);
    return before < threads;
  }

  /** Asks for a helper that is counted already; false if the executor is full or shut down. */
  private boolean ask(Parts parts) {
    boolean accepted = false;
    try {
      executor.execute(() -> help(parts));
      accepted = true;
    } catch (RejectedExecutionException _) {
      // The operation goes on with the threads that it has.
    } finally {
      if (!accepted) {
        active.decrementAndGet();
      }
    }
    return accepted;
  }

  private void help(Parts parts) {
    try {
      if (working.contains(Thread.currentThread())) {
        parts.work();
      } else if (places.tryAcquire()) {
        atPlace(parts::work);
      }
    } finally {
      active.decrementAndGet();
    }
  }

  /** The parts of one operation. */
  private static final class Parts {
    private final int count;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch unfinished;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    Parts(int count, IntConsumer task) {
      this.count = count;
      this.task = task;
      this.unfinished = new CountDownLatch(count);
    }

    void work() {
      for (int part = next.getAndIncrement(); part < count; part = next.getAndIncrement()) {
        try {
          task.accept(part);
        } catch (RuntimeException | Error e) {
          failures.add(e);
        } finally {
          unfinished.countDown();
        }
      }
    }

    void awaitAll() {
      boolean interrupted = false;
      while (true) {
        try {
          unfinished.await();
          break;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      switch (failures.peek()) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }
}
