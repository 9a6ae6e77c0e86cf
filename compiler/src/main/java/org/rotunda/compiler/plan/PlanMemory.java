package org.rotunda.compiler.plan;

import java.util.OptionalLong;

/**
 * What a plan file says of memory.
 *
 * @param budget the most bytes that everything together may take; empty if only keys are bounded
 * @param run what a run takes
 */
public record PlanMemory(OptionalLong budget, MemoryPrediction run) {
  /** Without a budget for everything. */
  public static PlanMemory unbounded(MemoryPrediction run) {
    return new PlanMemory(OptionalLong.empty(), run);
  }
}
