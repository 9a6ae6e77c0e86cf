package org.rotunda.compiler.demo;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.bootstrap.IteratedBootstrapper;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.bootstrap.PredictedErrors;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.demo.BootstrapDemoResult.Bootstrapped;
import org.rotunda.compiler.demo.BootstrapDemoResult.Stretch;
import org.rotunda.paging.pager.KeySession;

/** Computes until no level is left, bootstraps, and goes on, twice. */
final class BootstrapDemo {
  static final int BOOTSTRAPS = 2;

  private static final double NANOSECONDS = 1e9;

  private final IteratedPlan plan;
  private final BootstrapOwner owner;
  private final PagedBootstrap server;

  BootstrapDemo(IteratedPlan plan, BootstrapOwner owner, PagedBootstrap server) {
    this.plan = plan;
    this.owner = owner;
    this.server = server;
  }

  /** Steps of computing that the levels after a bootstrap allow. */
  static int steps(IteratedPlan plan) {
    return (plan.outputLevel() - plan.inputLevel()) / Sharpening.DEPTH;
  }

  /** Encrypts pixels, and works on them in one session of keys. */
  BootstrapDemoResult run(double[] pixels) {
    int stages = plan.pass().stages().size() * plan.passes();
    long parts = (BOOTSTRAPS + 1L) * steps(plan) + (long) BOOTSTRAPS * stages;
    try (KeySession session = server.open(uses());
        Progress progress = Progress.begin("Computing and bootstrapping", parts)) {
      return run(pixels, server.evaluator(session), new Counter(progress));
    }
  }

  private BootstrapDemoResult run(double[] pixels, Evaluator evaluator, Counter counter) {
    List<Stretch> stretches = new ArrayList<>();
    List<Bootstrapped> bootstraps = new ArrayList<>();
    double[] clear = pixels;
    Ciphertext x = owner.encrypt(ComplexVector.ofReal(pixels), server.outputLevel());
    for (int i = 0; i <= BOOTSTRAPS; i++) {
      for (int step = 0; step < steps(plan); step++) {
        clear = Sharpening.clear(clear);
      }
      try (Ciphertext before = x;
          Ciphertext after = stretch(before, clear, evaluator, stretches, counter)) {
        if (i < BOOTSTRAPS) {
          x = bootstrap(after, stretches.getLast().values(), evaluator, bootstraps, counter);
        }
      }
    }
    return new BootstrapDemoResult(stretches, bootstraps);
  }

  private Ciphertext stretch(
      Ciphertext x, double[] clear, Evaluator evaluator, List<Stretch> done, Counter counter) {
    long start = System.nanoTime();
    Ciphertext y = Sharpening.apply(x, steps(plan), evaluator);
    double seconds = (System.nanoTime() - start) / NANOSECONDS;
    counter.add(steps(plan));
    done.add(
        new Stretch(x.level(), y.level(), seconds, owner.decrypt(y), ComplexVector.ofReal(clear)));
    return y;
  }

  private Ciphertext bootstrap(
      Ciphertext x,
      ComplexVector before,
      Evaluator evaluator,
      List<Bootstrapped> done,
      Counter counter) {
    IteratedBootstrapper bootstrapper = server.bootstrapper(evaluator);
    PredictedErrors predicted = server.predictReal(Noise.NONE, x.scale(), before);
    StageTimes times = new StageTimes();
    Ciphertext y =
        bootstrapper.bootstrap(
            x,
            stage -> {
              times.completed(stage);
              counter.add(1);
            });
    done.add(
        new Bootstrapped(
            x.level(), y.level(), times.seconds(), before, owner.decrypt(y), predicted));
    return y;
  }

  /** The keys of the whole run, in order. */
  private List<KeyUse> uses() {
    List<KeyUse> steps = Sharpening.keyUses(server.outputLevel(), steps(plan));
    List<KeyUse> uses = new ArrayList<>(steps);
    for (int i = 0; i < BOOTSTRAPS; i++) {
      uses.addAll(server.keyUses());
      uses.addAll(steps);
    }
    return uses;
  }

  /** How much of the run is done. */
  private static final class Counter {
    private final Progress progress;
    private long done;

    Counter(Progress progress) {
      this.progress = progress;
    }

    void add(int parts) {
      done += parts;
      progress.done(done);
    }
  }
}
