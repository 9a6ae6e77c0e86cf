package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.rotunda.ckks.noise.ParameterChoice;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.StepOrder;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/** From a program and a key budget to a plan. */
public final class Compiler {
  private final long keyBudget;
  private final CostModel costs;

  /**
   * A compiler for a budget and a nominal machine.
   *
   * @param keyBudget the most bytes of keys in memory at a time; {@link Long#MAX_VALUE} for no
   *     bound
   */
  public Compiler(long keyBudget) {
    this(keyBudget, CostModel.nominal());
  }

  /**
   * A compiler for a budget and a machine.
   *
   * @param costs by which it is decided what takes less time
   */
  public Compiler(long keyBudget, CostModel costs) {
    this.keyBudget = keyBudget;
    this.costs = costs;
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
   * Compiles for given parameters. Sums of rotated products become linear transforms where that
   * takes less time and fewer keys.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   * @throws org.rotunda.ckks.params.ParameterException if the parameters have too few levels or
   *     slots
   */
  public Plan compile(Program program, Parameters parameters) {
    Program needed = new RemoveUnused().apply(program);
    return compileAsWritten(
        new TransformRecognition(parameters, costs, keyBudget).apply(needed), parameters);
  }

  /**
   * Compiles for given parameters, without linear transforms in the place of sums of rotated
   * products.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   * @throws org.rotunda.ckks.params.ParameterException if the parameters have too few levels or
   *     slots
   */
  public Plan compileAsWritten(Program program, Parameters parameters) {
    Program typed = new RemoveUnused().andThen(new LevelsAndScales(parameters)).apply(program);
    OperationTimes times = new OperationTimes(typed, parameters, costs);
    TransformSplits splits =
        new SplitSearch(typed, parameters, times, costs, keyBudget).find().splits();
    return plan(typed, splits, parameters);
  }

  /**
   * A plan's program with its splits, planned again.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   */
  public Plan replan(Plan plan) {
    return plan(plan.program(), plan.splits(), plan.parameters());
  }

  private Plan plan(Program typed, TransformSplits splits, Parameters parameters) {
    OperationTimes times = new OperationTimes(typed, parameters, costs);
    KeyTrace trace = KeyTrace.of(typed, splits, parameters);
    UniformResidency uniform = uniformResidency(trace, parameters);
    ResidencySchedule schedule =
        schedule(
            trace.groups(),
            new StepTimes(times.spans(splits), parameters, costs),
            parameters,
            uniform);
    TransformSplits ordered =
        new StepOrder(typed, parameters)
            .following(splits, schedule.steps().stream().map(Step::use).toList());
    return Plan.simulated(parameters, typed, ordered, uniform, keyBudget, schedule);
  }

  /** The schedule that takes less time: with room for loads ahead, or with more keys that stay. */
  private ResidencySchedule schedule(
      UseGroups trace, StepTimes times, Parameters parameters, UniformResidency uniform) {
    ResidencyPlanner planner = new ResidencyPlanner(parameters, uniform, keyBudget);
    ReadAhead readAhead = new ReadAhead(parameters, keyBudget, times);
    List<ResidencySchedule> candidates = new ArrayList<>();
    for (boolean ahead : List.of(true, false)) {
      ResidencySchedule schedule = readAhead.apply(planner.plan(trace, ahead));
      candidates.add(
          uniform == UniformResidency.LEAN
              ? new UniformHalves(parameters, keyBudget, times).apply(schedule)
              : schedule);
    }
    return Collections.min(
        candidates,
        Comparator.comparingDouble(schedule -> TimePrediction.of(schedule, times).seconds()));
  }

  /** Uniform halves stay in memory if all keys fit with them; otherwise memory is for more keys. */
  private UniformResidency uniformResidency(KeyTrace trace, Parameters parameters) {
    long whole = 0;
    for (int level : trace.topLevels().values()) {
      whole += UniformResidency.RESIDENT.bytes(parameters, level);
    }
    return whole <= keyBudget ? UniformResidency.RESIDENT : UniformResidency.LEAN;
  }
}
