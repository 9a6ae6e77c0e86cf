package org.rotunda.compiler.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.rotunda.ckks.bootstrap.EncodedBootstrap;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.compiler.cli.job.PortParts;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.execution.EncryptedBackend;
import org.rotunda.compiler.execution.WeightEncoder;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.keys.wire.CiphertextFormat;
import org.rotunda.keys.wire.Labelled;
import org.rotunda.keys.wire.WireSource;
import org.rotunda.keys.wire.WireTarget;
import org.rotunda.paging.pager.KeySession;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.store.KeyStore;

/** Runs of one plan on files, some side by side: they share keys, limbs and encoder. */
final class ParallelRuns {
  private final Plan plan;
  private final KeyStore store;
  private final CkksContext context;
  private final Engine engine;
  private final EncryptedBackend backend;
  private final AtomicLong operations = new AtomicLong();

  /**
   * Runs of a plan.
   *
   * @param limbs where everything comes from that is made of limbs
   * @param threads how many threads work on one operation
   */
  ParallelRuns(Plan plan, KeyStore store, LimbPool limbs, int threads) {
    this.plan = plan;
    this.store = store;
    this.context = CkksContext.of(plan.parameters());
    Engine onHeap = LocalEngine.parallel(ForkJoinPool.commonPool(), threads);
    this.engine = new Engine(onHeap.kernels(), limbs, onHeap.executor());
    Encoder encoder = new Encoder(context, engine);
    this.backend =
        new EncryptedBackend(
            plan.program(),
            context,
            engine,
            new WeightEncoder(plan.program(), plan.splits(), context, encoder),
            plan.bootstrap().map(b -> EncodedBootstrap.encode(b, context, engine, encoder)));
  }

  /**
   * Runs on every input.
   *
   * @param together how many at a time
   * @param outputs as many as inputs
   * @throws IOException if an input can't be read or an output not written
   */
  void perform(
      Pager pager, ResidencyPolicy policy, int together, List<Path> inputs, List<Path> outputs)
      throws IOException, InterruptedException {
    long ops = (long) plan.program().ops().size() * inputs.size();
    try (Progress progress = Progress.begin(plan.program().name(), ops)) {
      switch (policy) {
        case ResidencyPolicy.Planned planned -> {
          for (int first = 0; first < inputs.size(); first += together) {
            int end = Math.min(inputs.size(), first + together);
            List<KeySession> sessions = pager.openTogether(planned, end - first);
            perform(sessions, inputs.subList(first, end), outputs.subList(first, end), progress);
          }
        }
        case ResidencyPolicy.OnDemand _, ResidencyPolicy.Resident _ -> {
          try (KeySession lasting = pager.open(policy)) {
            for (int first = 0; first < inputs.size(); first += together) {
              int end = Math.min(inputs.size(), first + together);
              List<KeySession> parts = Collections.nCopies(end - first, new PartOfSession(lasting));
              perform(parts, inputs.subList(first, end), outputs.subList(first, end), progress);
            }
          }
        }
      }
    }
  }

  /** The use of a session by one of several runs, which leaves it open. */
  private record PartOfSession(KeySession session) implements KeySession {
    @Override
    public KeyLease acquire(KeyId id, int level) {
      return session.acquire(id, level);
    }

    @Override
    public void close() {}
  }

  /** Runs side by side, to the end of all of them. */
  private void perform(
      List<KeySession> sessions, List<Path> inputs, List<Path> outputs, Progress progress)
      throws IOException, InterruptedException {
    List<FutureTask<Boolean>> runs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      KeySession session = sessions.get(i);
      Path in = inputs.get(i);
      Path out = outputs.get(i);
      runs.add(new FutureTask<>(() -> run(session, in, out, progress)));
    }
    runs.subList(1, runs.size()).forEach(run -> Thread.ofPlatform().start(run));
    runs.getFirst().run();
    List<Throwable> failures = new ArrayList<>();
    for (FutureTask<Boolean> run : runs) {
      try {
        run.get();
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      }
    }
    if (!failures.isEmpty()) {
      switch (failures.getFirst()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case Throwable failure -> throw new IllegalStateException(failure);
      }
    }
  }

  private boolean run(KeySession session, Path in, Path out, Progress progress) throws IOException {
    try (session) {
      List<Labelled<Ciphertext>> list =
          CiphertextFormat.read(WireSource.file(in), context, store.keySet(), engine);
      try {
        Map<String, List<Ciphertext>> inputs =
            PortParts.group(in.toString(), plan.program().inputs(), list);
        Map<String, List<Ciphertext>> outputs =
            backend.run(inputs, session, (_, _, _) -> progress.done(operations.incrementAndGet()));
        try {
          CiphertextFormat.write(
              WireTarget.file(out),
              plan.parameters(),
              store.keySet(),
              PortParts.flatten(plan.program().outputs(), outputs));
        } finally {
          outputs.values().forEach(parts -> parts.forEach(Ciphertext::close));
        }
      } finally {
        list.forEach(labelled -> labelled.value().close());
      }
    }
    return true;
  }
}
