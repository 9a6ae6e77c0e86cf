package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.program.Program;

class BudgetOutlookTest {
  private static final int LEVELS = 6;
  private static final CostModel COSTS = CostModel.nominal();

  private final Parameters parameters = SmallParameters.levels(LEVELS);
  private final Program program = SplitSearchTest.layers(List.of(20, 20, 20, 20, 20));

  private Plan plan(double keys) {
    return new Compiler((long) (keys * parameters.keyHalfBytes(LEVELS)))
        .compile(program, parameters);
  }

  private static List<BudgetOutlook> around(Plan plan) {
    return BudgetOutlook.around(plan, 2, 2, COSTS);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 3.5, 5, 8, 12, 20})
  void predictedSecondsDoNotRiseWithTheBudget(double keys) {
    Plan plan = plan(keys);
    List<BudgetOutlook> outlooks = around(plan);

    assertThat(outlooks).extracting(BudgetOutlook::budget).isSorted().contains(plan.keyBudget());
    double least = Double.POSITIVE_INFINITY;
    for (BudgetOutlook outlook : outlooks) {
      // A plan is given as it is, and has been chosen among those that take nearly the same time.
      double near = outlook.budget() == plan.keyBudget() ? 1 + TimedSchedule.NEAR : 1;
      assertThat(outlook.time().seconds())
          .as("%d bytes", outlook.budget())
          .isLessThanOrEqualTo(near * least);
      assertThat(outlook.prediction().peakKeyBytes()).isLessThanOrEqualTo(outlook.budget());
      assertThat(outlook.totalBytes()).isGreaterThan(outlook.prediction().peakKeyBytes());
      least = Math.min(least, outlook.time().seconds());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 5, 12})
  void otherBudgetsAreAtLeastAsGoodAsTheCompilerMakesThem(double keys) {
    for (BudgetOutlook outlook : around(plan(keys))) {
      Plan compiled = new Compiler(outlook.budget()).compile(program, parameters);

      assertThat(outlook.time().seconds())
          .as("%d bytes", outlook.budget())
          .isLessThanOrEqualTo(compiled.time(COSTS).seconds());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 20})
  void splitsFollowTheBudget(double keys) {
    assertThat(around(plan(keys)).stream().map(outlook -> outlook.prediction().uses()).distinct())
        .hasSizeGreaterThan(1);
  }
}
