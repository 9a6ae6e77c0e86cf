package org.rotunda.compiler.cli;

import java.util.OptionalLong;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.plan.LimbPrediction;
import org.rotunda.compiler.plan.MemoryPrediction;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanMemory;
import org.rotunda.paging.store.UniformResidency;

/**
 * How many runs of a plan go side by side, and what they take of memory together.
 *
 * @param runs how many
 * @param run what one of them takes, with its part of the threads
 * @param limbs what the limbs of one take
 */
record RunMemory(int runs, MemoryPrediction run, LimbPrediction limbs) {
  /**
   * As many runs as are asked for, whatever they take.
   *
   * @param memory what the plan's file says
   * @param asked how many runs are to go side by side, at least 1
   * @param loaders how many threads read keys
   */
  static RunMemory of(Plan plan, PlanMemory memory, PolicyName policy, int asked, int loaders) {
    MemoryPrediction run = MemoryPrediction.of(plan, threads(memory, asked), loaders);
    return new RunMemory(asked, run, policy.limbs(run));
  }

  /**
   * These runs, or as many of them as fit into the plan's memory budget, if it has one that binds
   * the policy. Keys on demand make do with what a single run leaves of it.
   *
   * @throws JobException if not even one run fits
   */
  RunMemory fitting(Plan plan, PlanMemory memory, PolicyName policy) {
    RunMemory fitting = this;
    OptionalLong binding = policy.memoryBudget(memory);
    if (binding.isEmpty()) {
      return fitting;
    }
    long budget = binding.getAsLong();
    while (fitting.runs > 1 && fitting.totalBytes() > budget) {
      fitting = fitting.withOneLess(plan, memory, policy);
    }
    return fitting.totalBytes() <= budget ? fitting : fitting.cutTo(budget, plan, policy);
  }

  private static int threads(PlanMemory memory, int runs) {
    return Math.max(1, memory.run().threads() / runs);
  }

  private RunMemory withOneLess(Plan plan, PlanMemory memory, PolicyName policy) {
    int threads = threads(memory, runs - 1);
    MemoryPrediction one =
        threads == run.threads() ? run : MemoryPrediction.of(plan, threads, run.loaders());
    return new RunMemory(runs - 1, one, policy.limbs(one));
  }

  /** A single run with fewer bytes of keys, if its policy can do with fewer. */
  private RunMemory cutTo(long budget, Plan plan, PolicyName policy) {
    long others = totalBytes() - limbs.keyBytes();
    long least = policy == PolicyName.ON_DEMAND ? others + largestKey(plan) : totalBytes();
    if (least > budget) {
      throw new JobException(
          "A run with %d loaders and the policy %s takes %s at least, but the plan's memory budget is %s; take fewer loaders or the policy planned, or compile with --memory-budget %d or more, and --loaders %d."
              .formatted(
                  run.loaders(),
                  policy,
                  new ByteSize(least),
                  new ByteSize(budget),
                  least,
                  run.loaders()));
    }
    return new RunMemory(1, run, limbs.withKeys(budget - others));
  }

  private static long largestKey(Plan plan) {
    UniformResidency uniform = plan.uniform();
    return plan.requests().stream()
        .mapToLong(request -> uniform.bytes(plan.parameters(), request.level()))
        .max()
        .orElse(0);
  }

  /** The most bytes of limbs. */
  long limbBytes() {
    return limbs.bytes(runs);
  }

  /** All that is predicted. */
  long totalBytes() {
    return run.totalBytes(limbs, runs);
  }

  /**
   * Checks that there is as much memory as this takes.
   *
   * @param machineBytes what the machine has
   * @throws JobException if there isn't
   */
  void requireWithin(long machineBytes, PolicyName policy) {
    if (totalBytes() > machineBytes) {
      throw new JobException(
          "%d run%s side by side with %d loader%s and the policy %s take%s %s of memory, but this machine has %s; take fewer, compile with a --memory-budget that it has, or run elsewhere."
              .formatted(
                  runs,
                  runs == 1 ? "" : "s",
                  run.loaders(),
                  run.loaders() == 1 ? "" : "s",
                  policy,
                  runs == 1 ? "s" : "",
                  new ByteSize(totalBytes()),
                  new ByteSize(machineBytes)));
    }
  }

  /**
   * Adds how this keeps to a memory budget.
   *
   * @param asked what was asked for
   */
  void add(RunMemory asked, PolicyName policy, long budget, Facts facts) {
    String text =
        "%s; everything together takes up to %s"
            .formatted(new ByteSize(budget), new ByteSize(totalBytes()));
    if (asked.runs > runs) {
      text +=
          ", with %d run%s side by side; %d would take %s"
              .formatted(runs, runs == 1 ? "" : "s", asked.runs, new ByteSize(asked.totalBytes()));
    }
    if (totalBytes() > budget) {
      text += ", because it does not bind the policy " + policy;
    }
    facts.add("memory budget", text);
  }
}
