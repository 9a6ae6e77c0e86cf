package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;
import org.rotunda.paging.store.UniformResidency;

/**
 * Divides a budget for everything: what the program needs besides keys goes first, and keys get
 * what is left.
 *
 * <p>How much is needed besides depends on how linear transforms are split: every giant step has a
 * sum in memory, and every key a permutation. So several ways of splitting are compared, those that
 * plans without a bound and with the fewest keys in memory have, and one range of baby steps for
 * all transforms; of those that fit, the fastest gets as many keys as fit. Where nothing fits,
 * fewer of the diagonals of bootstraps are held transformed, in the end none. The digits that
 * rotations share are not: they follow from the program.
 */
public final class MemoryBudget {
  /** A key budget is found up to this part of the largest key. */
  private static final int PARTS_OF_KEY = 4;

  private final long budget;
  private final int threads;
  private final int loaders;
  private final CostModel costs;

  /**
   * A way to split the transforms of a program.
   *
   * @param fewest its plan with the fewest bytes of keys in memory
   * @param bytes all bytes that this takes
   */
  private record Way(Plan fewest, long bytes) {}

  /**
   * A way with more keys in memory.
   *
   * @param plan whose keys take what is left
   */
  private record Filled(Plan plan, Way way) {}

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
   * The plan for a program that keeps this budget, with the largest key budget found.
   *
   * @param keyBudget the most bytes of keys in any case
   * @throws BudgetException if a key of the program exceeds the key budget
   * @throws MemoryBudgetException if no plan is found
   */
  public Plan compile(Program program, Target target, long keyBudget) {
    try {
      return fitting(program, target, keyBudget);
    } catch (MemoryBudgetException tooSmall) {
      Plan unbounded = compiler(Long.MAX_VALUE).compile(program, target);
      if (unbounded.bootstrap().isEmpty()) {
        throw tooSmall;
      }
      return compile(program, withFewerDiagonals(target).orElseThrow(() -> tooSmall), keyBudget);
    }
  }

  /** The target with fewer diagonals of bootstraps held, if it holds any. */
  private static Optional<Target> withFewerDiagonals(Target target) {
    Target lighter = target;
    long bytes = Math.min(target.diagonalBytes(), target.matrixBytes());
    while (bytes > 0 && lighter.matrixBytes() == target.matrixBytes()) {
      bytes /= 2;
      lighter = target.withDiagonalBytes(bytes);
    }
    return Optional.of(lighter).filter(found -> found.matrixBytes() < target.matrixBytes());
  }

  private Plan fitting(Program program, Target target, long keyBudget) {
    Plan unbounded = compiler(Long.MAX_VALUE).compile(program, target);
    long smallest = largestKey(unbounded);
    if (smallest > keyBudget) {
      throw new BudgetException(keyBudget, smallest);
    }
    Plan whole = replan(unbounded, Math.max(smallest, Math.min(keyBudget, budget)));
    if (bytes(whole) <= budget) {
      return fastest(List.of(whole, compiled(program, whole, budget)), plan -> plan);
    }
    List<Way> ways = ways(program, unbounded);
    while (true) {
      Way least = ways.stream().min(Comparator.comparingLong(Way::bytes)).orElseThrow();
      if (least.bytes() <= budget) {
        return search(program, ways, budget, keyBudget);
      }
      // With the bytes that this takes there may be a plan that takes fewer.
      Plan plan = search(program, ways, least.bytes(), keyBudget);
      if (bytes(plan) == least.bytes()) {
        throw new MemoryBudgetException(budget, least.bytes());
      }
      ways.add(new Way(plan, bytes(plan)));
    }
  }

  /** The ways to split the transforms of a program, each with the fewest keys in memory. */
  private List<Way> ways(Program program, Plan unbounded) {
    List<Way> ways = new ArrayList<>();
    Plan few = compiler(largestKey(unbounded)).compile(program, unbounded.target());
    boolean alike = few.program().toText().equals(unbounded.program().toText());
    for (TransformSplits splits : splits(unbounded)) {
      ways.add(way(unbounded, splits));
    }
    for (TransformSplits splits : alike ? List.of(few.splits()) : splits(few)) {
      ways.add(way(few, splits));
    }
    return ways;
  }

  private Way way(Plan plan, TransformSplits splits) {
    Plan fewest = compiler(largestKey(plan)).plan(plan.program(), splits, plan.target());
    return new Way(fewest, bytes(fewest));
  }

  /** A plan's own splits, and ranges of baby steps up to that which leaves one giant step. */
  private static Set<TransformSplits> splits(Plan plan) {
    Set<TransformSplits> splits = new LinkedHashSet<>();
    splits.add(plan.splits());
    int giantSteps = Integer.MAX_VALUE;
    for (int n1 = 1; n1 <= plan.program().slots() && giantSteps > 1; n1 *= 2) {
      Map<Value, BabyStepGiantStep> uniform = new LinkedHashMap<>();
      for (Op op : plan.program().ops()) {
        if (op instanceof Op.LinearTransform transform) {
          uniform.put(op.result(), BabyStepGiantStep.of(transform.matrix().indices(), n1));
        }
      }
      splits.add(new TransformSplits(uniform));
      giantSteps =
          uniform.values().stream().mapToInt(split -> split.giantSteps().size()).max().orElse(0);
    }
    return splits;
  }

  /**
   * The fastest of the ways that fit, with as many keys as fit, or what the compiler makes then.
   */
  private Plan search(Program program, List<Way> ways, long most, long keyBudget) {
    List<Filled> candidates = new ArrayList<>();
    for (Way way : ways) {
      long room = most - way.bytes();
      if (room >= 0) {
        long fewest = way.fewest().keyBudget();
        long keys = Math.max(fewest, Math.min(keyBudget, fewest + room));
        candidates.add(new Filled(replan(way.fewest(), keys), way));
      }
    }
    Filled fastest = fastest(candidates, Filled::plan);
    // More keys may make a plan that takes more besides them.
    Plan fitting = bytes(fastest.plan()) <= most ? fastest.plan() : fastest.way().fewest();
    Plan found = grown(fitting, most, keyBudget);
    Plan compiled = compiled(program, found, most);
    return compiled.equals(found)
        ? found
        : fastest(List.of(found, grown(compiled, most, keyBudget)), plan -> plan);
  }

  /** What the compiler makes for a plan's key budget, or that plan if this takes too much. */
  private Plan compiled(Program program, Plan found, long most) {
    Plan compiled = compiler(found.keyBudget()).compile(program, found.target());
    return bytes(compiled) <= most ? compiled : found;
  }

  /** A plan that fits, with a larger key budget if there is one with which it fits too. */
  private Plan grown(Plan plan, long most, long keyBudget) {
    long useful =
        plan.trace().topLevels().values().stream()
            .mapToLong(level -> UniformResidency.RESIDENT.bytes(plan.parameters(), level))
            .sum();
    Plan best = plan;
    long low = plan.keyBudget();
    long high = Math.min(useful, Math.min(keyBudget, most));
    long step = largestKey(plan) / PARTS_OF_KEY;
    while (high - low > step) {
      long middle = low + (high - low) / 2;
      Plan tried = replan(plan, middle);
      if (bytes(tried) <= most) {
        best = tried;
        low = middle;
      } else {
        high = middle;
      }
    }
    return best;
  }

  private Compiler compiler(long keys) {
    return new Compiler(keys, costs, loaders);
  }

  private Plan replan(Plan plan, long keys) {
    return compiler(keys).replan(plan);
  }

  /** The last of the fastest, which the compiler has made for the very budget. */
  private <T> T fastest(List<T> candidates, Function<T, Plan> planOf) {
    T best = candidates.getFirst();
    double least = Double.POSITIVE_INFINITY;
    for (T candidate : candidates) {
      double seconds = planOf.apply(candidate).time(costs, loaders).seconds();
      if (seconds <= least) {
        best = candidate;
        least = seconds;
      }
    }
    return best;
  }

  private long bytes(Plan plan) {
    return MemoryPrediction.plannedBytes(plan, threads, loaders);
  }

  /** The smallest key budget that a plan of the same uses can keep. */
  private static long largestKey(Plan plan) {
    return plan.trace().topLevels().values().stream()
        .mapToLong(level -> UniformResidency.LEAN.bytes(plan.parameters(), level))
        .max()
        .orElse(0);
  }
}
