package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/**
 * Decides which keys are in memory when, for a trace known in advance, so that few bytes are read.
 *
 * <p>First {@link UseOrder} brings the uses of every group into an order, or {@link ExactOrder}
 * into the best, if keys are few and of one size. Along it, {@link Stays} decides which keys stay
 * from one use to the next: wherever they take more than the budget, the one that is used furthest
 * in the future does not (Belady, "A study of replacement algorithms for a virtual-storage
 * computer", 1966), which is optimal in loads for keys of one size. A key leaves after the last use
 * that it stays for, or shrinks to the level of those to come.
 */
public final class ResidencyPlanner {
  private final UniformResidency uniform;
  private final KeySizes sizes;
  private final long budget;

  /**
   * A planner.
   *
   * @param uniform what every key in memory holds of its uniform half
   * @param budget the most bytes of keys in memory at a time
   */
  public ResidencyPlanner(Parameters parameters, UniformResidency uniform, long budget) {
    this.uniform = uniform;
    this.sizes = new KeySizes(parameters, uniform);
    this.budget = budget;
  }

  /**
   * The schedule of a trace, whose uses are those of the trace in an order that its groups allow.
   * Every key is loaded at its use.
   *
   * @param ahead whether room is kept for loading every key during the use before its own, where
   *     the budget holds two keys; this costs some reads, and lets nearly all of them overlap with
   *     work
   * @throws BudgetException if the largest key of the trace exceeds the budget
   */
  public ResidencySchedule plan(UseGroups trace, boolean ahead) {
    long largest =
        trace.uses().stream().mapToLong(use -> sizes.memory(use.level())).max().orElse(0);
    if (largest > budget) {
      throw new BudgetException(budget, largest);
    }
    UseChains chains =
        new UseChains(
            ExactOrder.isFor(trace, sizes)
                ? ExactOrder.of(trace, sizes, budget)
                : UseOrder.of(trace, sizes, budget));
    Stays stays = new Stays(chains, sizes, budget, ahead);
    stays.dropFurthest();
    stays.fill();
    return schedule(stays);
  }

  private ResidencySchedule schedule(Stays stays) {
    UseChains chains = stays.chains();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < chains.size(); i++) {
      KeyUse use = chains.use(i);
      int level = stays.level(i);
      Optional<KeyLoad> load =
          stays.isLoaded(i) ? Optional.of(new KeyLoad(use.id(), level, uniform)) : Optional.empty();
      List<KeyId> evict = List.of();
      OptionalInt shrink = OptionalInt.empty();
      if (!stays.isKept(i)) {
        evict = List.of(use.id());
      } else if (stays.level(chains.after(i)) < level) {
        shrink = OptionalInt.of(stays.level(chains.after(i)));
      }
      steps.add(new Step(use, List.of(), load, List.of(), shrink, evict));
    }
    return new ResidencySchedule(steps);
  }
}
