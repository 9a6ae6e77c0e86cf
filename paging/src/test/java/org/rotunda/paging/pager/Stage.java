package org.rotunda.paging.pager;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/**
 * A monitor whose threads take turns by a seed: one runs at a time, and who is next is drawn whenever
 * one asks for the lock, waits or sleeps. Time stands still while anybody can run, and goes on to the
 * next moment for which somebody waits when nobody can. If nobody ever can again, that is a dead-lock,
 * and told. Every run of one seed is the same.
 */
final class Stage implements Monitor {
  private final SplittableRandom random;
  private final List<Actor> ready = new ArrayList<>();
  private final Set<Actor> timed = new LinkedHashSet<>();
  private final Set<Actor> living = new HashSet<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  @SuppressWarnings("ThreadLocalUsage") // As long-lived as the stage, which a test makes.
  private final ThreadLocal<Actor> self = new ThreadLocal<>();
  private long now;
  private boolean deadLocked;

  /** One thread. */
  private final class Actor {
    private final Semaphore turn = new Semaphore(0);
    private Optional<StageSignal> awaited = Optional.empty();
    private long until = Long.MAX_VALUE;

    /** Lets somebody else run until it is this one's turn again. */
    void pause() {
      next();
      turn.acquireUninterruptibly();
      requireLife();
    }
  }

  /** Who waits is woken by all who give it. */
  private final class StageSignal implements Signal {
    @Override
    public void await() {
      await(Long.MAX_VALUE);
    }

    @Override
    public void await(long nanos) {
      Actor actor = self.get();
      actor.awaited = Optional.of(this);
      waitUntil(actor, nanos == Long.MAX_VALUE ? nanos : now + nanos);
    }

    @Override
    public void give() {
      for (Actor actor : List.copyOf(living)) {
        if (actor.awaited.equals(Optional.of(this))) {
          wake(actor);
        }
      }
    }
  }

  Stage(long seed) {
    this.random = new SplittableRandom(seed);
  }

  private void requireLife() {
    if (deadLocked) {
      throw new AssertionError("This thread would wait for ever.");
    }
  }

  private void waitUntil(Actor actor, long moment) {
    actor.until = moment;
    timed.add(actor);
    actor.pause();
  }

  private void wake(Actor actor) {
    actor.awaited = Optional.empty();
    actor.until = Long.MAX_VALUE;
    timed.remove(actor);
    ready.add(actor);
  }

  /** Gives the turn to somebody who can run. */
  private void next() {
    if (ready.isEmpty()) {
      long soonest = timed.stream().mapToLong(actor -> actor.until).min().orElse(Long.MAX_VALUE);
      if (soonest == Long.MAX_VALUE) {
        if (living.isEmpty()) {
          end.countDown();
        } else {
          deadLocked = true;
          failures.add(new AssertionError("Nobody can go on at " + now + "."));
          List.copyOf(living).forEach(actor -> actor.turn.release());
          end.countDown();
        }
        return;
      }
      now = soonest;
      timed.stream().filter(actor -> actor.until == soonest).toList().forEach(this::wake);
    }
    ready.remove(random.nextInt(ready.size())).turn.release();
  }

  @Override
  public void lock() {
    Actor actor = self.get();
    ready.add(actor);
    actor.pause();
  }

  @Override
  public void unlock() {}

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Signal newSignal() {
    return new StageSignal();
  }

  /** Lets time pass for the thread that calls. */
  void sleep(long nanos) {
    waitUntil(self.get(), now + nanos);
  }

  /** Threads that take part; each waits for its first turn. */
  ThreadFactory threads() {
    return task -> {
      Actor actor = new Actor();
      living.add(actor);
      ready.add(actor);
      return Thread.ofPlatform().daemon().unstarted(() -> play(actor, task));
    };
  }

  private void play(Actor actor, Runnable task) {
    self.set(actor);
    actor.turn.acquireUninterruptibly();
    try {
      requireLife();
      task.run();
    } catch (RuntimeException | Error e) {
      failures.add(e);
    }
    if (!deadLocked) {
      living.remove(actor);
      next();
    }
  }

  /** Starts threads and returns when all of the stage have ended; fails if one has. */
  void perform(Collection<? extends Runnable> tasks) throws InterruptedException {
    List<Thread> threads = tasks.stream().map(threads()::newThread).toList();
    threads.forEach(Thread::start);
    next();
    end.await();
    if (!failures.isEmpty()) {
      AssertionError all = new AssertionError("Threads have failed.", failures.peek());
      failures.forEach(all::addSuppressed);
      throw all;
    }
  }

  /** Starts a thread from one that runs. */
  void start(Runnable task) {
    threads().newThread(task).start();
  }
}
