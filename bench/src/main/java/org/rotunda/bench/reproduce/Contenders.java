package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rotunda.bench.reproduce.Contender.Halves;
import org.rotunda.bench.reproduce.Contender.Start;
import org.rotunda.bench.workload.Workload;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.plan.BudgetException;
import org.rotunda.compiler.plan.Compiler;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.program.Op;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.store.UniformResidency;

/** All contenders for a workload. */
final class Contenders {

  /** The name of the one that others are compared with. */
  static final String REFERENCE = "resident";

  /** The budgets of Rotunda's plans, as parts of the full key set. */
  private static final List<Integer> PARTS = List.of(16, 8, 4, 2, 1);

  private static final long UNBOUNDED = Long.MAX_VALUE / 2;

  // KeyMemRT counts 32 towers a key: 600 towers for its small networks and 2000 for LeNet.
  private static final int SMALL_SATURATION = 18;
  private static final int LENET_SATURATION = 62;

  private final Workload workload;
  private final Parameters parameters;
  private final Plan fastest;

  private Contenders(Workload workload, Parameters parameters) {
    this.workload = workload;
    this.parameters = parameters;
    this.fastest = new Compiler(UNBOUNDED).compile(workload.program(), parameters);
  }

  /** Returns those that systems' ways give, and Rotunda's for several budgets. */
  static List<Contender> of(Workload workload, Parameters parameters) {
    Contenders contenders = new Contenders(workload, parameters);
    List<Contender> all = new ArrayList<>(contenders.baselines());
    for (int part : PARTS) {
      contenders.ours(part).ifPresent(all::add);
    }
    return all;
  }

  /** The bytes of all keys of the fastest program at full level, both halves. */
  static long fullKeySetBytes(Plan fastest) {
    Parameters parameters = fastest.parameters();
    return fastest.trace().topLevels().size()
        * UniformResidency.RESIDENT.bytes(parameters, parameters.maxLevel());
  }

  private List<Contender> baselines() {
    Schedules schedules = new Schedules(parameters.maxLevel(), UniformResidency.RESIDENT);
    List<KeyUse> trace = fastest.trace().keyUses();
    int saturation = workload.name().equals("lenet") ? LENET_SATURATION : SMALL_SATURATION;
    Plan composed =
        new Compiler(UNBOUNDED)
            .compileAsWritten(new ComposedRotations().apply(workload.program()), parameters);
    return List.of(
        new Contender(
            REFERENCE,
            "All keys in memory at full level before the start, as ANT-ACE and HEIR have them",
            scheduled(fastest, schedules.resident(trace)),
            Start.LOADED,
            Halves.BOTH),
        new Contender(
            "per-layer",
            "Each linear layer loads its keys at full level and drops them, as Orion does",
            scheduled(fastest, schedules.inGroups(trace, layers(fastest))),
            Start.RUNNING,
            Halves.BOTH),
        new Contender(
            "per-use",
            "Each rotation loads its key at full level and drops it, as KeyMemRT's low memory mode"
                + " does",
            scheduled(fastest, schedules.perUse(trace)),
            Start.RUNNING,
            Halves.BOTH),
        new Contender(
            "in-order",
            String.format(
                Locale.ROOT,
                "Keys at full level are read ahead in the order of uses, %d at most, and dropped"
                    + " after each use, as KeyMemRT's balanced mode does",
                saturation),
            scheduled(fastest, schedules.inOrder(trace, saturation)),
            Start.RUNNING,
            Halves.BOTH),
        new Contender(
            "powers",
            "Rotations composed of those by powers of two, whose keys are in memory at full level,"
                + " as Fhelipe does",
            scheduled(composed, schedules.resident(composed.trace().keyUses())),
            Start.LOADED,
            Halves.BOTH));
  }

  /** A plan whose budget is what its schedule needs. */
  private Plan scheduled(Plan plan, ResidencySchedule schedule) {
    long needed = scheduled(plan, schedule, UNBOUNDED).prediction().peakKeyBytes();
    return scheduled(plan, schedule, needed);
  }

  private Plan scheduled(Plan plan, ResidencySchedule schedule, long budget) {
    return Plan.simulated(
        plan.target(), plan.program(), plan.splits(), UniformResidency.RESIDENT, budget, schedule);
  }

  /** Where layers start: a layer reaches from one linear transform to the next. */
  private static List<Integer> layers(Plan plan) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    List<KeyTrace.Use> uses = plan.trace().uses();
    for (int i = 1; i < uses.size(); i++) {
      boolean transform = plan.program().definition(uses.get(i).by()) instanceof Op.LinearTransform;
      if (transform && !uses.get(i).by().equals(uses.get(i - 1).by())) {
        starts.add(i);
      }
    }
    return starts;
  }

  private Optional<Contender> ours(int part) {
    long budget = fullKeySetBytes(fastest) / part;
    try {
      Plan plan = new Compiler(budget).compile(workload.program(), parameters);
      return Optional.of(
          new Contender(
              part == 1 ? "ours-1" : "ours-1/" + part,
              "Rotunda's plan for %s of the full key set"
                  .formatted(part == 1 ? "all" : "1/" + part),
              plan,
              Start.RUNNING,
              Halves.SEEDED));
    } catch (BudgetException _) {
      return Optional.empty();
    }
  }
}
