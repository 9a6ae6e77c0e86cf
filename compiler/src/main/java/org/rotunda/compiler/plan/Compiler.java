package org.rotunda.compiler.plan;

import org.rotunda.ckks.noise.ParameterChoice;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.PlacementTimes;
import org.rotunda.compiler.pass.BootstrapPlacement;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.RotationComposition;
import org.rotunda.compiler.pass.StepOrder;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Pass;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/** From a program and a key budget to a plan. */
public final class Compiler {
  private final long keyBudget;
  private final CostModel costs;
  private final int loaders;

  /**
   * A compiler for a budget and a nominal machine.
   *
   * @param keyBudget the most bytes of keys in memory at a time; {@link Long#MAX_VALUE} for no
   *     bound
   */
  public Compiler(long keyBudget) {
    this(keyBudget, CostModel.nominal(), TimePrediction.USUAL_LOADERS);
  }

  /**
   * A compiler for a budget and a machine.
   *
   * @param costs by which it is decided what takes less time
   * @param loaders how many threads read keys
   */
  public Compiler(long keyBudget, CostModel costs, int loaders) {
    this.keyBudget = keyBudget;
    this.costs = costs;
    this.loaders = loaders;
  }

  /**
   * Parameters for a program, with 128-bit security.
   *
   * @param precisionBits bits of precision for slots of magnitude 1
   * @param magnitudeBits slots stay below 2^magnitudeBits
   */
  public static Parameters parametersFor(Program program, int precisionBits, int magnitudeBits) {
    Program needed = new RemoveUnused().apply(program);
    return new ParameterChoice(
            LevelsAndScales.depth(needed), precisionBits, magnitudeBits, program.slots())
        .find();
  }

  /**
   * Compiles for given parameters, without bootstrapping.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   * @throws org.rotunda.ckks.params.ParameterException if the parameters have too few levels or
   *     slots
   */
  public Plan compile(Program program, Parameters parameters) {
    return compile(program, Target.of(parameters));
  }

  /**
   * Compiles for a target; if that bootstraps and the program is too deep, it places bootstraps.
   * Sums of rotated products become linear transforms, and rotations are composed of others, where
   * that takes less time.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   * @throws org.rotunda.ckks.params.ParameterException if the target has too few levels or slots
   */
  public Plan compile(Program program, Target target) {
    Program needed = new RemoveUnused().apply(program);
    Program placed = placement(needed, target).apply(needed);
    Program recognised = new TransformRecognition(target, costs, keyBudget).apply(placed);
    Program typed = new LevelsAndScales(target).apply(recognised);
    TransformSplits splits = splits(typed, target);
    RotationComposition.Composed composed =
        new CompositionSearch(typed, splits, scheduling(target))
            .find()
            .composition()
            .apply(typed, splits);
    return plan(composed.program(), composed.splits(), target);
  }

  /**
   * Compiles for given parameters, without linear transforms in the place of sums of rotated
   * products, and without rotations that are composed of others.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   * @throws org.rotunda.ckks.params.ParameterException if the parameters have too few levels or
   *     slots
   */
  public Plan compileAsWritten(Program program, Parameters parameters) {
    return compileAsWritten(program, Target.of(parameters));
  }

  /**
   * Compiles for a target as {@link #compile(Program, Target)} does, without linear transforms in
   * the place of sums of rotated products, and without rotations that are composed of others.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   * @throws org.rotunda.ckks.params.ParameterException if the target has too few levels or slots
   */
  public Plan compileAsWritten(Program program, Target target) {
    Program needed = new RemoveUnused().apply(program);
    Program typed = placement(needed, target).andThen(new LevelsAndScales(target)).apply(needed);
    return plan(typed, splits(typed, target), target);
  }

  private TransformSplits splits(Program typed, Target target) {
    return new BudgetedSplits(typed, target, costs, keyBudget, loaders).find();
  }

  private Scheduling scheduling(Target target) {
    return new Scheduling(target, costs, keyBudget, loaders);
  }

  private Pass placement(Program program, Target target) {
    return target
        .bootstrap()
        .<Pass>map(plan -> new BootstrapPlacement(target, new PlacementTimes(program, plan, costs)))
        .orElse(unchanged -> unchanged);
  }

  /**
   * A plan's program, its linear transforms split and its keys scheduled for this budget. Sums that
   * have become transforms and rotations that are composed of others stay so.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   */
  public Plan splitAgain(Plan plan) {
    return plan(plan.program(), splits(plan.program(), plan.target()), plan.target());
  }

  /**
   * A plan's program with its splits, planned again.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   */
  public Plan replan(Plan plan) {
    return plan(plan.program(), plan.splits(), plan.target());
  }

  /** A program with types and given splits, planned. */
  Plan plan(Program typed, TransformSplits splits, Target target) {
    Scheduling scheduling = scheduling(target);
    ResidencySchedule schedule = scheduling.schedule(typed, splits).schedule();
    StepOrder.Ordered ordered =
        new StepOrder(typed, target)
            .following(splits, schedule.steps().stream().map(Step::use).toList());
    UniformResidency uniform = scheduling.uniform(KeyTrace.of(typed, splits, target));
    return Plan.simulated(
        target, ordered.program(), ordered.splits(), uniform, keyBudget, schedule);
  }
}
