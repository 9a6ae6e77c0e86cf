package org.rotunda.ckks.bootstrap;

import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;

/**
 * A plan of passes with its matrices, for any number of bootstraps under any keys.
 *
 * @param plan what is done
 * @param matrices those of a pass
 */
public record EncodedBootstrap(IteratedPlan plan, BootstrapMatrices matrices) {
  /** Encodes the matrices of a plan, as {@link BootstrapMatrices#encode} does. */
  public static EncodedBootstrap encode(
      IteratedPlan plan, CkksContext context, Engine engine, Encoder encoder) {
    return new EncodedBootstrap(
        plan, BootstrapMatrices.encode(plan.pass(), context, engine, encoder));
  }

  /** With matrices that hold nothing, as {@link BootstrapMatrices#blank} makes them. */
  public static EncodedBootstrap blank(IteratedPlan plan, CkksContext context, Engine engine) {
    return new EncodedBootstrap(plan, BootstrapMatrices.blank(plan.pass(), context, engine));
  }

  /** What bootstraps with an evaluator's keys. */
  public IteratedBootstrapper bootstrapper(Evaluator evaluator) {
    return new IteratedBootstrapper(
        new Bootstrapper(matrices, evaluator), evaluator, plan.passes(), plan.bits());
  }
}
