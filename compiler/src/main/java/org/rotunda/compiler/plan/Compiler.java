package org.rotunda.compiler.plan;

import org.rotunda.ckks.noise.ParameterChoice;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.store.UniformResidency;

/** From a program and a key budget to a plan. */
public final class Compiler {
  private final long keyBudget;

  /**
   * A compiler for a budget.
   *
   * @param keyBudget the most bytes of keys in memory at a time; {@link Long#MAX_VALUE} for no
   *     bound
   */
  public Compiler(long keyBudget) {
    this.keyBudget = keyBudget;
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
   * Compiles for given parameters.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   * @throws org.rotunda.ckks.params.ParameterException if the parameters have too few levels or
   *     slots
   */
  public Plan compile(Program program, Parameters parameters) {
    Program typed = new RemoveUnused().andThen(new LevelsAndScales(parameters)).apply(program);
    TransformSplits splits = TransformSplits.fastest(typed);
    KeyTrace trace = KeyTrace.of(typed, splits, parameters);
    UniformResidency uniform = uniformResidency(trace, parameters);
    ResidencySchedule schedule =
        new ResidencyPlanner(parameters, uniform, keyBudget).plan(trace.keyUses());
    return Plan.simulated(parameters, typed, splits, uniform, keyBudget, schedule);
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
