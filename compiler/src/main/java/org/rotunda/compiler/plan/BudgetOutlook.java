package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.paging.store.UniformResidency;

/**
 * What a plan's program would take with another budget.
 *
 * @param budget the budget
 * @param prediction what its run does with keys
 * @param time how long it takes
 */
public record BudgetOutlook(long budget, Prediction prediction, TimePrediction time) {
  /** Fractions of the plan's budget that are tried. */
  private static final List<Double> FACTORS = List.of(0.25, 0.5, 0.75, 0.9, 1.1, 1.5, 2.0, 4.0);

  /**
   * The plan's own budget with smaller and larger ones, from the smallest that would do to the one
   * that all keys fit into with their uniform halves; ascending.
   *
   * @param costs by which times are predicted
   */
  public static List<BudgetOutlook> around(Plan plan, CostModel costs) {
    long least =
        plan.trace().uses().stream()
            .mapToLong(use -> UniformResidency.LEAN.bytes(plan.parameters(), use.use().level()))
            .max()
            .orElse(0);
    long most = 2 * plan.leanKeySetBytes();
    TreeSet<Long> budgets = new TreeSet<>(List.of(least, most / 2, most));
    for (double factor : FACTORS) {
      budgets.add((long) (factor * Math.min(plan.keyBudget(), most)));
    }
    List<BudgetOutlook> outlooks = new ArrayList<>();
    for (long budget : budgets.subSet(least, true, most, true)) {
      if (budget != plan.keyBudget()) {
        outlooks.add(of(new Compiler(budget, costs).replan(plan), costs));
      }
    }
    outlooks.add(of(plan, costs));
    outlooks.sort(Comparator.comparingLong(BudgetOutlook::budget));
    return List.copyOf(outlooks);
  }

  private static BudgetOutlook of(Plan plan, CostModel costs) {
    return new BudgetOutlook(plan.keyBudget(), plan.prediction(), plan.time(costs));
  }
}
