package org.rotunda.bench.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.compiler.execution.EncryptedBackend;
import org.rotunda.compiler.execution.ExecutionListener;
import org.rotunda.compiler.execution.WeightEncoder;
import org.rotunda.compiler.execution.WeightEncodings;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.paging.pager.KeySession;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.PagerStatistics;
import org.rotunda.paging.store.KeyStore;

/** Runs contenders, each run with a pager of its own that starts empty. */
final class Runner {

  private static final double NANOS_A_SECOND = 1e9;

  private final CkksContext context;
  private final Engine engine;
  private final Path store;
  private final int loaders;

  /**
   * A runner.
   *
   * @param store the key store, which every run opens
   * @param loaders how many keys are read at a time
   */
  Runner(CkksContext context, Engine engine, Path store, int loaders) {
    this.context = context;
    this.engine = engine;
    this.store = store;
    this.loaders = loaders;
  }

  /**
   * One run.
   *
   * @param seconds from before the first load until the outputs are there
   * @param stallSeconds how long the program waited for keys, before its start too
   * @param output the output's ciphertexts
   */
  record Run(
      double seconds, double stallSeconds, PagerStatistics statistics, List<Ciphertext> output) {}

  /** Encodings that are made anew at every use. */
  WeightEncoder encoder(Plan plan) {
    return new WeightEncoder(plan.program(), plan.splits(), context, new Encoder(context, engine));
  }

  /** Runs a contender on ciphertexts of its program's one input. */
  Run run(
      Contender contender,
      WeightEncodings encodings,
      List<Ciphertext> input,
      ExecutionListener listener)
      throws IOException {
    Plan plan = contender.plan();
    EncryptedBackend backend = new EncryptedBackend(plan.program(), context, engine, encodings);
    String in = plan.program().inputs().getFirst().name();
    String out = plan.program().outputs().getFirst().name();
    long budget = plan.prediction().peakKeyBytes();
    try (KeyStore keys = KeyStore.open(store, plan.parameters());
        Pager pager = new Pager(keys, budget, plan.uniform(), loaders, LimbAllocator.heap())) {
      long start = System.nanoTime();
      Map<String, List<Ciphertext>> outputs;
      double opening;
      try (KeySession session = pager.open(contender.policy())) {
        opening = (System.nanoTime() - start) / NANOS_A_SECOND;
        outputs = backend.run(Map.of(in, input), session, listener);
      }
      double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
      PagerStatistics statistics = pager.statistics();
      double stalls = opening + statistics.stallNanos() / NANOS_A_SECOND;
      return new Run(seconds, stalls, statistics, outputs.getOrDefault(out, List.of()));
    }
  }
}
