package org.rotunda.compiler.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.bootstrap.EncodedBootstrap;
import org.rotunda.ckks.bootstrap.IteratedBootstrapper;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.bootstrap.PredictedErrors;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.compiler.plan.ResidencyPlanner;
import org.rotunda.paging.pager.KeySession;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.PagerStatistics;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.UniformResidency;

/**
 * Who bootstraps, with keys that page between a store and a budget of memory. Uniform halves are
 * regenerated at each use.
 */
public final class PagedBootstrap implements AutoCloseable {
  private static final UniformResidency UNIFORM = UniformResidency.LEAN;

  /** One thread reads; more would take processors from the stages. */
  private static final int LOADERS = 1;

  private final IteratedPlan plan;
  private final long keyBudget;
  private final CkksContext context;
  private final Engine engine;
  private final List<KeyUse> keyUses;
  private final EncodedBootstrap bootstrap;
  private final KeyStore store;
  private final Pager pager;

  /**
   * Encodes the matrices and opens the store.
   *
   * @param plan of a bootstrap
   * @param keyBudget the most bytes of keys in memory at a time
   * @param engine what is computed on; keys take its limbs too
   */
  public PagedBootstrap(
      IteratedPlan plan, Path store, long keyBudget, CkksContext context, Engine engine)
      throws IOException {
    this.plan = plan;
    this.keyBudget = keyBudget;
    this.context = context;
    this.engine = engine;
    this.keyUses = plan.keyUses();
    this.bootstrap = EncodedBootstrap.encode(plan, context, engine, new Encoder(context, engine));
    this.store = KeyStore.open(store, context.parameters());
    this.pager = new Pager(this.store, keyBudget, UNIFORM, LOADERS, engine.limbs());
  }

  /**
   * Checks a budget before keys are generated for it, which takes a while.
   *
   * @param preset what the message calls the plan
   * @throws JobException if the largest key exceeds the budget
   */
  public static void requireBudget(BootstrapPreset preset, BootstrapPlan plan, ByteSize keyBudget) {
    long largest =
        plan.requiredKeys().stream()
            .mapToLong(use -> UNIFORM.bytes(plan.parameters(), use.level()))
            .max()
            .orElse(0);
    if (keyBudget.bytes() < largest) {
      throw new JobException(
          "%s uses a key of %s, but the key budget is %s; the smallest budget that would do is --key-budget %d."
              .formatted(preset, new ByteSize(largest), keyBudget, largest));
    }
  }

  /** The level of a bootstrap's result. */
  public int outputLevel() {
    return plan.outputLevel();
  }

  /** The keys that one bootstrap uses, in order. */
  public List<KeyUse> keyUses() {
    return keyUses;
  }

  /**
   * Plans when keys come and go, and opens a session for it.
   *
   * @param uses everything that will be used in the session, in order
   * @throws org.rotunda.compiler.plan.BudgetException if the largest key exceeds the budget
   */
  public KeySession open(List<KeyUse> uses) {
    return pager.open(
        new ResidencyPolicy.Planned(
            new ResidencyPlanner(context.parameters(), UNIFORM, keyBudget)
                .plan(UseGroups.inOrder(uses), true)));
  }

  /** What computes with the keys of a session. */
  public Evaluator evaluator(KeySession session) {
    return new Evaluator(context, engine, session);
  }

  /** What bootstraps with an evaluator's keys. */
  public IteratedBootstrapper bootstrapper(Evaluator evaluator) {
    return bootstrap.bootstrapper(evaluator);
  }

  /** As {@link IteratedPlan#predictReal}. */
  public PredictedErrors predictReal(Noise argument, double scale, ComplexVector message) {
    return plan.predictReal(argument, scale, message);
  }

  /** The bytes that the matrices take. */
  public long matrixBytes() {
    return bootstrap.matrices().bytes();
  }

  /** What has been read so far. */
  public PagerStatistics statistics() {
    return pager.statistics();
  }

  @Override
  public void close() throws IOException {
    pager.close();
    store.close();
  }
}
