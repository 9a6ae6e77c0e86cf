package org.rotunda.bench.reproduce;

import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Program;
import org.rotunda.paging.pager.ResidencyPolicy;

/**
 * A way to run a workload's keys.
 *
 * @param name its name on the command line and in tables
 * @param description what it does and whose way it is, in a sentence
 * @param plan its program and its schedule, verified
 * @param start when the schedule's first loads take place
 * @param halves what a key's way from the store consists of
 */
record Contender(String name, String description, Plan plan, Start start, Halves halves) {

  /** When the loads before the first use take place. */
  enum Start {
    /** Everything is loaded before the program starts. */
    LOADED,
    /** The program starts with the first key. */
    RUNNING
  }

  /** What systems keep of a key on disk. */
  enum Halves {
    /** One half and a seed for the other. */
    SEEDED,
    /** Both halves, as systems without seeds do. */
    BOTH
  }

  /** Whether it is one of Rotunda's plans. */
  boolean isOurs() {
    return halves == Halves.SEEDED;
  }

  /** What is encoded for it: a program and how its transforms are split. */
  record Code(Program program, TransformSplits splits) {}

  /** Its code, which several contenders may share. */
  Code code() {
    return new Code(plan.program(), plan.splits());
  }

  /** Level and scale of its input. */
  CipherType inputType() {
    Program program = plan.program();
    return program.type(program.inputs().getFirst().parts().getFirst());
  }

  /** How its pager session decides on residency. */
  ResidencyPolicy policy() {
    return switch (start) {
      case RUNNING -> new ResidencyPolicy.Planned(plan.schedule());
      case LOADED ->
          new ResidencyPolicy.Resident(
              plan.trace().keyUses().stream()
                  .map(KeyUse::id)
                  .distinct()
                  .map(id -> new KeyUse(id, plan.parameters().maxLevel()))
                  .toList(),
              plan.uniform());
    };
  }

  /**
   * The bytes that the contender reads, given those that were read from a store with seeds. The
   * store has no uniform halves, so for systems that keep them they are computed: a uniform half
   * takes as many pages as the other half.
   */
  long bytesRead(long fromStore) {
    return switch (halves) {
      case SEEDED -> fromStore;
      case BOTH -> 2 * fromStore;
    };
  }
}
