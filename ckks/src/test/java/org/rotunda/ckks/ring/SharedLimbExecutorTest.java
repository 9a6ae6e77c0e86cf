package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SharedLimbExecutorTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 1000})
  void runsEveryPartOnce(int count) {
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(count);

      new SharedLimbExecutor(pool, 4).forEach(count, runs::incrementAndGet);

      for (int i = 0; i < count; i++) {
        assertThat(runs.get(i)).as("part %d", i).isEqualTo(1);
      }
    }
  }

  @Test
  void nestedOperationsEndOnASinglePoolThread() {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      SharedLimbExecutor executor = new SharedLimbExecutor(pool, 2);
      AtomicIntegerArray runs = new AtomicIntegerArray(64);

      executor.forEach(8, i -> executor.forEach(8, j -> runs.incrementAndGet(8 * i + j)));

      for (int i = 0; i < runs.length(); i++) {
        assertThat(runs.get(i)).isEqualTo(1);
      }
    }
  }

  @Test
  void doesNotWaitForHelpersThatNeverStart() {
    Queue<Runnable> neverRun = new ArrayDeque<>();
    AtomicIntegerArray runs = new AtomicIntegerArray(5);

    new SharedLimbExecutor(neverRun::add, 3).forEach(5, runs::incrementAndGet);

    assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1, 1]");
    neverRun.forEach(Runnable::run);
    assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1, 1]");
  }

  @Test
  void throwsWhatAPartThrowsAfterAllHaveEnded() {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(20);

      assertThatThrownBy(
              () ->
                  new SharedLimbExecutor(pool, 2)
                      .forEach(
                          20,
                          i -> {
                            runs.incrementAndGet(i);
                            if (i == 3) {
                              throw new IllegalArgumentException("part 3");
                            }
                          }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("part 3");
      for (int i = 0; i < 20; i++) {
        assertThat(runs.get(i)).isEqualTo(1);
      }
    }
  }

  @Test
  void anOperationBesideAnotherTakesNoHelpers() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      SharedLimbExecutor executor = new SharedLimbExecutor(pool, 3);
      CountDownLatch bothBusy = new CountDownLatch(2);
      CountDownLatch release = new CountDownLatch(1);
      Future<?> first =
          pool.submit(
              () ->
                  executor.forEach(
                      2,
                      _ -> {
                        bothBusy.countDown();
                        await(release);
                      }));
      bothBusy.await();

      Set<Thread> second = ConcurrentHashMap.newKeySet();
      executor.forEach(100, _ -> second.add(Thread.currentThread()));

      assertThat(second).containsExactly(Thread.currentThread());
      release.countDown();
      first.get();
    }
  }

  @Test
  void callersBeyondTheNumberOfThreadsWaitForTheirTurn() throws Exception {
    SharedLimbExecutor executor = new SharedLimbExecutor(Runnable::run, 2);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger working = new AtomicInteger();
    List<Thread> callers =
        Stream.generate(
                () ->
                    new Thread(
                        () ->
                            executor.forEach(
                                1,
                                _ -> {
                                  working.incrementAndGet();
                                  await(release);
                                })))
            .limit(4)
            .toList();
    callers.forEach(Thread::start);
    // In the end each waits, for its turn or in its part.
    while (callers.stream().anyMatch(caller -> caller.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    assertThat(working).hasValue(2);
    release.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(working).hasValue(4);
  }

  @Test
  void operationsThatStartTogetherShareTheHelpers() {
    Queue<Runnable> helpers = new ArrayDeque<>();
    Queue<Runnable> atFirstHelper = new ArrayDeque<>();
    SharedLimbExecutor executor =
        new SharedLimbExecutor(
            helper -> {
              helpers.add(helper);
              if (!atFirstHelper.isEmpty()) {
                atFirstHelper.remove().run();
              }
            },
            4);
    AtomicIntegerArray runs = new AtomicIntegerArray(10);
    atFirstHelper.add(() -> executor.forEach(10, runs::incrementAndGet));

    executor.forEach(10, _ -> {});

    // Of four threads one is the first operation's own.
    assertThat(helpers).hasSize(3);
    assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
  }

  @Test
  void aHelperThatFindsAllPlacesTakenLeavesThePartsToOthers() throws Exception {
    Queue<Runnable> helpers = new ArrayDeque<>();
    SharedLimbExecutor executor = new SharedLimbExecutor(helpers::add, 2);
    CountDownLatch otherWorks = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                executor.forEach(
                    1,
                    _ -> {
                      otherWorks.countDown();
                      await(release);
                    }));
    List<Thread> workers = new ArrayList<>();

    executor.forEach(
        3,
        part -> {
          workers.add(Thread.currentThread());
          if (part == 0) {
            // The helper was asked for while there was a place, and starts when there is none.
            other.start();
            await(otherWorks);
            join(Thread.ofPlatform().start(helpers.remove()));
          }
        });

    assertThat(workers).hasSize(3).containsOnly(Thread.currentThread());
    release.countDown();
    other.join();
    // It is counted no more, so that the next operation asks for one again.
    executor.forEach(2, _ -> {});
    assertThat(helpers).hasSize(1);
  }

  @Test
  void aHelperThatIsRefusedIsNotCounted() {
    SharedLimbExecutor executor =
        new SharedLimbExecutor(
            _ -> {
              throw new RejectedExecutionException("full");
            },
            2);
    for (int i = 0; i < 3; i++) {
      AtomicInteger parts = new AtomicInteger();
      executor.forEach(2, _ -> parts.incrementAndGet());
      assertThat(parts).hasValue(2);
    }
  }

  @Test
  void noPartIsLeftToAHelperWhenAnotherIsRefusedOrFails() throws Exception {
    for (Throwable refusal :
        List.of(new RejectedExecutionException("full"), new OutOfMemoryError("no thread"))) {
      try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
        AtomicInteger asked = new AtomicInteger();
        Executor one =
            task -> {
              if (asked.getAndIncrement() == 0) {
                pool.execute(task);
              } else if (refusal instanceof Error error) {
                throw error;
              } else {
                throw new RejectedExecutionException(refusal);
              }
            };
        SharedLimbExecutor executor = new SharedLimbExecutor(one, 3);
        AtomicInteger parts = new AtomicInteger();
        Throwable thrown =
            catchThrowable(
                () ->
                    executor.forEach(
                        100,
                        _ -> {
                          Thread.onSpinWait();
                          parts.incrementAndGet();
                        }));
        assertThat(parts).hasValue(100);
        assertThat(Optional.ofNullable(thrown))
            .isEqualTo(Optional.of(refusal).filter(Error.class::isInstance));
      }
    }
  }

  @Test
  void helpersComeBackAfterAFailure() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      SharedLimbExecutor executor = new SharedLimbExecutor(pool, 2);
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(
                () ->
                    executor.forEach(
                        2,
                        _ -> {
                          throw new IllegalStateException("failed");
                        }))
            .hasMessage("failed");
      }
      pool.submit(() -> {}).get();
      CountDownLatch bothBusy = new CountDownLatch(2);

      executor.forEach(
          2,
          _ -> {
            bothBusy.countDown();
            await(bothBusy);
          });

      assertThat(bothBusy.getCount()).isZero();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
