package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.SharedLimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

/** One evaluator used by several threads, and threads inside one operation. */
class EvaluatorThreadsTest {
  private static final int THREADS = 4;

  private static Ciphertext work(Evaluator evaluator, Ciphertext x, Ciphertext y, int amount) {
    try (Ciphertext product = evaluator.multiply(x, y);
        Ciphertext linear = evaluator.relinearise(product);
        Ciphertext rescaled = evaluator.rescale(linear);
        Ciphertext rotated = evaluator.rotate(rescaled, amount);
        Ciphertext conjugate = evaluator.conjugate(rotated)) {
      return evaluator.add(rotated, conjugate);
    }
  }

  @Test
  void severalThreadsOnOneEvaluatorGiveTheSameBits() throws Exception {
    TestScheme scheme = new TestScheme(TestParameters.pairs(), 9);
    Ciphertext x = scheme.encrypt(scheme.randomComplex(1024), 5);
    Ciphertext y = scheme.encrypt(scheme.randomComplex(1024), 5);
    List<long[][]> expected = new ArrayList<>();
    for (int amount = 1; amount <= 6; amount++) {
      expected.add(Limbs.of(work(scheme.evaluator(), x, y, amount)));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        ExecutorService helpers = Executors.newFixedThreadPool(THREADS)) {
      // A fresh context and evaluator, so that the tables too are first made by several threads at
      // once. All threads are at work with their own evaluations until the last ones end.
      Engine engine =
          new Engine(
              KernelProvider.select(),
              LimbAllocator.heap(),
              new SharedLimbExecutor(helpers, THREADS));
      Evaluator shared = new Evaluator(CkksContext.of(scheme.parameters()), engine, scheme.keys());
      List<Callable<List<long[][]>>> jobs = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        jobs.add(
            () -> {
              List<long[][]> results = new ArrayList<>();
              for (int amount = 1; amount <= 6; amount++) {
                results.add(Limbs.of(work(shared, x, y, amount)));
              }
              return results;
            });
      }
      for (Future<List<long[][]>> job : threads.invokeAll(jobs)) {
        for (int i = 0; i < expected.size(); i++) {
          assertThat(job.get().get(i)).as("amount %d", i + 1).isDeepEqualTo(expected.get(i));
        }
      }
    }
  }

  @Test
  void fourEvaluationsWithTwoThreadsKeepNoMoreThanTwoAtWork() throws Exception {
    TestScheme scheme = new TestScheme(TestParameters.pairs(), 11);
    Ciphertext x = scheme.encrypt(scheme.randomComplex(1024), 5);
    work(scheme.evaluator(), x, x, 1).close();
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ExecutorService callers = Executors.newFixedThreadPool(4);
        ExecutorService helpers = Executors.newFixedThreadPool(4)) {
      LimbExecutor shared = new SharedLimbExecutor(helpers, 2);
      LimbExecutor counting =
          (count, task) ->
              shared.forEach(
                  count,
                  i -> {
                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    try {
                      task.accept(i);
                    } finally {
                      working.decrementAndGet();
                    }
                  });
      Engine engine = new Engine(KernelProvider.select(), LimbAllocator.heap(), counting);
      Evaluator evaluator = new Evaluator(scheme.context(), engine, scheme.keys());
      Callable<Boolean> job =
          () -> {
            for (int i = 0; i < 10; i++) {
              work(evaluator, x, x, 1).close();
            }
            return true;
          };
      for (Future<Boolean> done : callers.invokeAll(Collections.nCopies(4, job))) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void limbsSpreadOverThreadsGiveTheSameBitsFromKeysToDecryption() {
    Parameters parameters = TestParameters.unevenDigits();
    CkksContext context = CkksContext.of(parameters);
    LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      TestScheme serial = new TestScheme(context, 10);
      TestScheme parallel =
          new TestScheme(
              context,
              new Engine(KernelProvider.select(), pool, new SharedLimbExecutor(threads, THREADS)),
              10);
      TestScheme heap =
          new TestScheme(
              context,
              new Engine(
                  KernelProvider.select(),
                  LimbAllocator.heap(),
                  new SharedLimbExecutor(threads, THREADS)),
              10);
      assertThat(run(parallel)).isDeepEqualTo(run(serial));
      assertThat(run(heap)).isDeepEqualTo(run(new TestScheme(context, 10)));
    }
  }

  private static long[][] run(TestScheme scheme) {
    ComplexVector clear = scheme.randomComplex(scheme.parameters().slots());
    Ciphertext x = scheme.encrypt(clear, 4);
    Ciphertext result = work(scheme.evaluator(), x, x, 3);
    ComplexVector decrypted = scheme.decrypt(result);
    long[][] limbs = Limbs.of(result);
    long[][] all = Arrays.copyOf(limbs, limbs.length + 1);
    all[limbs.length] =
        Arrays.stream(decrypted.real()).mapToLong(Double::doubleToLongBits).toArray();
    return all;
  }
}
