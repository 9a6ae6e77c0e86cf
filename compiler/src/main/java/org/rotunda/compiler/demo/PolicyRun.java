package org.rotunda.compiler.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.compiler.execution.EncryptedBackend;
import org.rotunda.compiler.execution.ExecutionListener;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.paging.pager.KeySession;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.PagerSettings;
import org.rotunda.paging.pager.PagerStatistics;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.store.KeyStore;

/** One residency policy with a pager of its own, over all images. */
final class PolicyRun implements AutoCloseable {
  private final String name;
  private final ResidencyPolicy policy;
  private final Pager pager;
  private final KeySession lasting;
  private final List<Ciphertext> outputs = new ArrayList<>();
  private long nanos;

  private PolicyRun(String name, ResidencyPolicy policy, Pager pager, KeySession lasting) {
    this.name = name;
    this.policy = policy;
    this.pager = pager;
    this.lasting = lasting;
  }

  /** A policy on a pager with a budget. */
  static PolicyRun open(
      String name, ResidencyPolicy policy, KeyStore store, Plan plan, long budget) {
    Pager pager = new Pager(store, PagerSettings.of(budget, plan.uniform()), LimbAllocator.heap());
    KeySession lasting =
        policy instanceof ResidencyPolicy.Planned
            ? pager.open(new ResidencyPolicy.OnDemand())
            : pager.open(policy);
    return new PolicyRun(name, policy, pager, lasting);
  }

  /** Runs the program on one image and keeps what comes out. */
  void run(EncryptedBackend backend, Ciphertext image, ExecutionListener listener) {
    long start = System.nanoTime();
    Map<String, List<Ciphertext>> inputs = Map.of(MnistNetwork.INPUT, List.of(image));
    Map<String, List<Ciphertext>> result;
    if (policy instanceof ResidencyPolicy.Planned) {
      try (KeySession session = pager.open(policy)) {
        result = backend.run(inputs, session, listener);
      }
    } else {
      result = backend.run(inputs, lasting, listener);
    }
    nanos += System.nanoTime() - start;
    outputs.addAll(result.getOrDefault(MnistNetwork.OUTPUT, List.of()));
  }

  String name() {
    return name;
  }

  /** The output ciphertexts, one an image. */
  List<Ciphertext> outputs() {
    return outputs;
  }

  double secondsAnImage() {
    return nanos / 1e9 / outputs.size();
  }

  PagerStatistics statistics() {
    return pager.statistics();
  }

  @Override
  public void close() {
    lasting.close();
    pager.close();
  }
}
