package org.rotunda.compiler.plan;

import java.util.function.LongFunction;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.program.Program;

/**
 * Divides a budget for everything: what the program needs besides keys goes first, and keys get
 * what is left.
 */
public final class MemoryBudget {
  private static final int ATTEMPTS = 12;

  private final long budget;
  private final int threads;
  private final int loaders;
  private final CostModel costs;

  /**
   * A budget.
   *
   * @param budget the most bytes for keys, ciphertexts, plaintexts, digits, scratch, buffers and
   *     tables together
   * @param threads how many threads work on an operation
   * @param loaders how many threads read keys
   */
  public MemoryBudget(long budget, int threads, int loaders) {
    this(budget, threads, loaders, CostModel.nominal());
  }

  /**
   * A budget and a machine.
   *
   * @param costs by which plans decide what takes less time
   */
  public MemoryBudget(long budget, int threads, int loaders, CostModel costs) {
    this.budget = budget;
    this.threads = threads;
    this.loaders = loaders;
    this.costs = costs;
  }

  /** As {@link #compile(Program, Target, long)} without bootstrapping. */
  public Plan compile(Program program, Parameters parameters, long keyBudget) {
    return compile(program, Target.of(parameters), keyBudget);
  }

  /**
   * The plan for a program, with the largest key budget found that keeps this one.
   *
   * @param keyBudget the most bytes of keys in any case
   * @throws MemoryBudgetException if there is none
   */
  public Plan compile(Program program, Target target, long keyBudget) {
    Plan unbounded = new Compiler(Long.MAX_VALUE, costs).compile(program, target);
    Plan found =
        compile(bytes -> new Compiler(bytes, costs).replan(unbounded), Math.min(keyBudget, budget));
    // Splits for this budget may do better, and may take more than is left for keys.
    Plan better = new Compiler(found.keyBudget(), costs).compile(program, target);
    return total(better) <= budget ? better : found;
  }

  private Plan compile(LongFunction<Plan> compiler, long most) {
    long smallest = smallest(compiler);
    long keys = Math.max(smallest, most);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Plan plan = compiler.apply(keys);
      long excess = total(plan) - budget;
      if (excess <= 0) {
        return plan;
      }
      if (keys == smallest) {
        throw new MemoryBudgetException(budget, budget + excess);
      }
      long used = Math.min(keys, plan.prediction().peakKeyBytes());
      keys = attempt == ATTEMPTS - 2 ? smallest : Math.max(smallest, used - excess);
    }
    throw new IllegalStateException("The last attempt is the smallest.");
  }

  private long total(Plan plan) {
    return MemoryPrediction.of(plan, threads, loaders).totalBytes();
  }

  /** The smallest key budget that any plan can keep. */
  private static long smallest(LongFunction<Plan> compiler) {
    try {
      return compiler.apply(0).prediction().peakKeyBytes();
    } catch (BudgetException e) {
      return e.smallest();
    }
  }
}
