package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.paging.store.UniformResidency;

/**
 * What a plan's program would take with another budget: its linear transforms split and its keys
 * scheduled for that, as {@link Compiler#splitAgain} does.
 *
 * @param budget the budget
 * @param prediction what its run does with keys
 * @param time how long it takes
 * @param totalBytes all that it takes of memory
 */
public record BudgetOutlook(
    long budget, Prediction prediction, TimePrediction time, long totalBytes) {
  /** Fractions of the plan's budget that are tried. */
  private static final List<Double> FACTORS = List.of(0.25, 0.5, 0.75, 0.9, 1.1, 1.5, 2.0, 4.0);

  /**
   * The plan's own budget with smaller and larger ones, from the smallest that would do to the one
   * that all keys fit into with their uniform halves; ascending. Where something slower is found
   * for another budget than for a smaller one, it has that one's splits and schedule, which keep it
   * too.
   *
   * @param threads how many threads work on an operation
   * @param loaders how many threads read keys
   * @param costs by which times are predicted
   */
  public static List<BudgetOutlook> around(Plan plan, int threads, int loaders, CostModel costs) {
    long least =
        plan.trace().uses().stream()
            .mapToLong(use -> UniformResidency.LEAN.bytes(plan.parameters(), use.use().level()))
            .max()
            .orElse(0);
    long most = 2 * plan.leanKeySetBytes();
    TreeSet<Long> tried = new TreeSet<>(List.of(least, most / 2, most));
    for (double factor : FACTORS) {
      tried.add((long) (factor * Math.min(plan.keyBudget(), most)));
    }
    TreeSet<Long> budgets = new TreeSet<>(tried.subSet(least, true, most, true));
    budgets.add(plan.keyBudget());
    List<BudgetOutlook> outlooks = new ArrayList<>();
    Optional<Timed> fastest = Optional.empty();
    for (long budget : budgets) {
      Timed found =
          Timed.of(
              budget == plan.keyBudget()
                  ? plan
                  : new Compiler(budget, costs, loaders).splitAgain(plan),
              loaders,
              costs);
      Timed chosen =
          budget == plan.keyBudget()
              ? found
              : fastest.filter(found::isSlowerThan).map(f -> f.within(budget)).orElse(found);
      if (fastest.isEmpty() || !chosen.isSlowerThan(fastest.get())) {
        fastest = Optional.of(chosen);
      }
      outlooks.add(
          new BudgetOutlook(
              budget,
              chosen.plan().prediction(),
              chosen.time(),
              MemoryPrediction.of(chosen.plan(), threads, loaders).totalBytes()));
    }
    return List.copyOf(outlooks);
  }

  /** A plan and how long it takes. */
  private record Timed(Plan plan, TimePrediction time) {
    static Timed of(Plan plan, int loaders, CostModel costs) {
      return new Timed(plan, plan.time(costs, loaders));
    }

    boolean isSlowerThan(Timed other) {
      return time.seconds() > other.time.seconds();
    }

    /** The same with a larger budget, of which it uses no more. */
    Timed within(long budget) {
      return new Timed(
          Plan.simulated(
              plan.target(),
              plan.program(),
              plan.splits(),
              plan.uniform(),
              budget,
              plan.schedule()),
          time);
    }
  }
}
