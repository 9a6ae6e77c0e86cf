package org.rotunda.paging.pager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.rotunda.paging.store.LoadedKey;
import org.rotunda.paging.store.ReadBuffer;
import org.rotunda.paging.store.StoreException;

/**
 * The threads that read keys, and the loads that wait for one of them: those that somebody waits
 * for before those ahead of their use, first come before later. They are never interrupted.
 *
 * <p>Reads that fail because the device does are tried again after a pause, a bounded number of
 * times. A load of a key that the store doesn't hold yet waits aside, without keeping a thread,
 * until it is there or the time is over of a use that waits for it; meanwhile a thread without work
 * looks into the store now and then, because nobody tells that another process has written to it.
 */
final class Loaders {
  /** How often the store is looked into for keys that are to arrive. */
  static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

  private static final Comparator<Residence> ORDER =
      Comparator.comparing((Residence residence) -> !residence.isUrgent())
          .thenComparingLong(Residence::sequence);

  /** How a load goes about its work. */
  interface Reading {
    /** Reads a key from the store. */
    LoadedKey read(Residence residence, ReadBuffer space) throws StoreException;

    /** Whether the store holds what a load needs. */
    boolean isStored(Residence residence);

    /** Looks for new keys. */
    void refresh() throws StoreException;

    /** A load is over, with the lock held. */
    void arrived(Residence residence, LoadedKey loaded);

    /** A load has failed, with the lock held. */
    void failed(Residence residence, Throwable cause);

    /** A failed read is tried again, with the lock held. */
    void triedAgain();

    /** A thread's buffer has grown, with the lock held. */
    void buffered(long bytes);
  }

  private final Monitor monitor;
  private final Monitor.Signal work;
  private final Monitor.Signal ended;
  private final PagerSettings settings;
  private final Reading reading;
  private final List<Residence> waiting = new ArrayList<>();
  private int living;
  private boolean closed;
  private boolean looking;
  private long lookedAt;

  /** Starts the threads; if one can't be started, none stays. */
  Loaders(Monitor monitor, PagerSettings settings, Reading reading, ThreadFactory threads) {
    this.monitor = monitor;
    this.work = monitor.newSignal();
    this.ended = monitor.newSignal();
    this.settings = settings;
    this.reading = reading;
    this.lookedAt = monitor.nanoTime() - LOOK_NANOS;
    try {
      for (int i = 0; i < settings.loaders(); i++) {
        start(threads);
      }
    } finally {
      if (living < settings.loaders()) {
        monitor.lock();
        try {
          close();
        } finally {
          monitor.unlock();
        }
      }
    }
  }

  private void start(ThreadFactory threads) {
    monitor.lock();
    try {
      threads.newThread(this::work).start();
      living++;
    } finally {
      monitor.unlock();
    }
  }

  /** Adds a load. Called with the lock held. */
  void submit(Residence residence) {
    waiting.add(residence);
    work.give();
  }

  /** A load has become urgent, or its time begins to count. Called with the lock held. */
  void demanded() {
    work.give();
  }

  private void work() {
    ReadBuffer space = new ReadBuffer();
    monitor.lock();
    try {
      while (true) {
        failOverdue();
        Optional<Residence> next = next();
        if (next.isPresent()) {
          waiting.remove(next.get());
          load(next.get(), space);
        } else if (closed) {
          return;
        } else if (waiting.isEmpty()) {
          work.await();
        } else {
          look();
        }
      }
    } finally {
      reading.buffered(-space.capacity());
      living--;
      ended.give();
      monitor.unlock();
    }
  }

  /** The load to be done next, if one can be done. */
  private Optional<Residence> next() {
    return waiting.stream()
        .filter(residence -> settings.arrival().isZero() || reading.isStored(residence))
        .min(ORDER);
  }

  private void failOverdue() {
    long now = monitor.nanoTime();
    for (Residence residence : List.copyOf(waiting)) {
      if (closed) {
        waiting.remove(residence);
        reading.failed(residence, new IllegalStateException("The pager was closed."));
      } else if (!settings.arrival().isZero()
          && !reading.isStored(residence)
          && residence.demandedFor(now) >= settings.arrival().toNanos()) {
        waiting.remove(residence);
        reading.failed(residence, residence.overdue(settings.arrival()));
      }
    }
  }

  /** Looks into the store if it is time and nobody else does; else waits a while. */
  private void look() {
    long now = monitor.nanoTime();
    long left = lookedAt + LOOK_NANOS - now;
    if (looking || left > 0) {
      work.await(Math.max(1, Math.min(looking ? LOOK_NANOS : left, leastTimeLeft(now))));
      return;
    }
    looking = true;
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              reading.refresh();
              return true;
            });
    outsideTheLock(task);
    looking = false;
    lookedAt = monitor.nanoTime();
    // What was wrong this time, a root half written or a device that fails, may be right the next;
    // if nothing ever comes, the time of the uses that wait runs out.
    work.give();
  }

  private long leastTimeLeft(long now) {
    return waiting.stream()
        .filter(Residence::isDemanded)
        .mapToLong(residence -> settings.arrival().toNanos() - residence.demandedFor(now))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void outsideTheLock(FutureTask<?> task) {
    monitor.unlock();
    try {
      task.run();
    } finally {
      monitor.lock();
    }
  }

  private void load(Residence residence, ReadBuffer space) {
    long pause = PagerSettings.FIRST_PAUSE.toNanos();
    for (int attempt = 1; ; attempt++) {
      FutureTask<LoadedKey> task = attempt(() -> reading.read(residence, space), space);
      switch (task.state()) {
        case SUCCESS -> {
          reading.arrived(residence, task.resultNow());
          return;
        }
        case FAILED -> {
          if (closed || attempt == settings.attempts() || !isTransient(task.exceptionNow())) {
            reading.failed(residence, task.exceptionNow());
            return;
          }
        }
        case CANCELLED, RUNNING -> throw new IllegalStateException("Loads are never cancelled.");
      }
      reading.triedAgain();
      pause(pause);
      pause *= 2;
    }
  }

  private FutureTask<LoadedKey> attempt(Callable<LoadedKey> read, ReadBuffer space) {
    long before = space.capacity();
    FutureTask<LoadedKey> task = new FutureTask<>(read);
    outsideTheLock(task);
    reading.buffered(space.capacity() - before);
    return task;
  }

  /** Whether a failure may pass: the platform could not read, though the file is open. */
  private static boolean isTransient(Throwable failure) {
    return failure instanceof StoreException.Io
        && !(failure.getCause() instanceof java.nio.channels.ClosedChannelException);
  }

  private void pause(long nanos) {
    long end = monitor.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closed; left = end - monitor.nanoTime()) {
      work.await(left);
    }
  }

  /** No load is started any more; those that wait fail. Called with the lock held. */
  void close() {
    closed = true;
    work.give();
  }

  /** Waits until the loads under way are over and the threads have ended. */
  void awaitEnd() {
    monitor.lock();
    try {
      while (living > 0) {
        ended.await();
      }
    } finally {
      monitor.unlock();
    }
  }
}
