package org.rotunda.compiler.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.store.UniformResidency;

/**
 * Everything decided before a run: what the client generates and what the server does. Whoever
 * holds one holds a verified plan: the constructor simulates it.
 *
 * @param target the parameters, and how values are bootstrapped
 * @param program the program with levels and scales
 * @param splits how its linear transforms are split
 * @param uniform what keys in memory hold of their uniform halves
 * @param keyBudget the most bytes of keys in memory at a time
 * @param schedule what happens to keys at every use
 * @param prediction what the simulation found
 */
public record Plan(
    Target target,
    Program program,
    TransformSplits splits,
    UniformResidency uniform,
    long keyBudget,
    ResidencySchedule schedule,
    Prediction prediction) {
  /**
   * Verifies a plan by simulation.
   *
   * @throws PlanException if the schedule does not serve the program within the budget, or the
   *     prediction is not what the simulation finds
   */
  public Plan {
    KeyTrace trace = KeyTrace.of(program, splits, target);
    Prediction found =
        Simulator.simulate(schedule, trace.groups(), target.parameters(), uniform, keyBudget);
    if (!found.equals(prediction)) {
      throw new PlanException(
          "The plan predicts %s, but its simulation finds %s; compile the program again."
              .formatted(prediction, found));
    }
  }

  /**
   * A plan with the prediction that its simulation finds.
   *
   * @throws PlanException if the schedule does not serve the program within the budget
   */
  public static Plan simulated(
      Target target,
      Program program,
      TransformSplits splits,
      UniformResidency uniform,
      long keyBudget,
      ResidencySchedule schedule) {
    KeyTrace trace = KeyTrace.of(program, splits, target);
    Prediction prediction =
        Simulator.simulate(schedule, trace.groups(), target.parameters(), uniform, keyBudget);
    return new Plan(target, program, splits, uniform, keyBudget, schedule, prediction);
  }

  /** The parameters. */
  public Parameters parameters() {
    return target.parameters();
  }

  /** How long a run takes on a machine, with as many loaders as schedules are made for. */
  public TimePrediction time(CostModel costs) {
    return time(costs, TimePrediction.USUAL_LOADERS);
  }

  /**
   * How long a run takes on a machine.
   *
   * @param loaders how many threads read keys, at least 1
   */
  public TimePrediction time(CostModel costs, int loaders) {
    List<Double> spans = new OperationTimes(program, target, costs).spans(splits);
    return TimePrediction.of(schedule, new StepTimes(spans, parameters(), costs), loaders);
  }

  /** How often a run bootstraps. */
  public int bootstraps() {
    return (int) program.ops().stream().filter(Op.Bootstrap.class::isInstance).count();
  }

  /** How a run bootstraps, if it does. */
  public Optional<IteratedPlan> bootstrap() {
    return target.bootstrap().filter(_ -> bootstraps() > 0);
  }

  /** Every use of a key, in order. */
  public KeyTrace trace() {
    return KeyTrace.of(program, splits, target);
  }

  /** The bytes of all keys without uniform halves, each at the highest level it is used at. */
  public long leanKeySetBytes() {
    return trace().topLevels().values().stream()
        .mapToLong(level -> UniformResidency.LEAN.bytes(parameters(), level))
        .sum();
  }

  /**
   * The keys that the client generates: exactly those used, each up to the highest level of its
   * uses.
   */
  public List<KeyRequest> requests() {
    Map<KeyId, Integer> levels = trace().topLevels();
    return levels.entrySet().stream()
        .map(entry -> new KeyRequest(entry.getKey(), entry.getValue()))
        .toList();
  }
}
