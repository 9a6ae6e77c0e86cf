package org.rotunda.paging.pager;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of a pager, what threads wait for under it, and the clock that they wait by. Everything
 * that a pager's threads do to each other goes through one, so that tests may decide who runs when
 * and what time it is.
 */
interface Monitor {
  /** Waits for the lock. */
  void lock();

  /** Gives the lock back. */
  void unlock();

  /** The time in nanoseconds since some moment. */
  long nanoTime();

  /** Something to wait for. */
  Signal newSignal();

  /** Waited for and given with the lock held. Interrupts of who waits are kept for later. */
  interface Signal {
    /** Waits until it is given; in a loop of the caller's. */
    void await();

    /**
     * Waits until it is given or some time has passed, {@link Long#MAX_VALUE} for ever; in a loop of
     * the caller's.
     */
    void await(long nanos);

    /** Wakes everybody who waits. */
    void give();
  }

  /** The lock of java.util.concurrent and the machine's clock. */
  static Monitor ofMachine() {
    return new Monitor() {
      private final ReentrantLock lock = new ReentrantLock();

      @Override
      public void lock() {
        lock.lock();
      }

      @Override
      public void unlock() {
        lock.unlock();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Signal newSignal() {
        return new ConditionSignal(lock.newCondition());
      }
    };
  }

  /** A signal by a condition. */
  final class ConditionSignal implements Signal {
    private final Condition condition;

    private ConditionSignal(Condition condition) {
      this.condition = condition;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop")
    public void await() {
      condition.awaitUninterruptibly();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop")
    public void await(long nanos) {
      if (nanos == Long.MAX_VALUE) {
        await();
        return;
      }
      boolean interrupted = Thread.interrupted();
      try {
        condition.awaitNanos(nanos);
      } catch (InterruptedException _) {
        interrupted = true;
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void give() {
      condition.signalAll();
    }
  }
}
