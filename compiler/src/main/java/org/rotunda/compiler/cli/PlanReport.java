package org.rotunda.compiler.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.PlanSummary;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import org.rotunda.compiler.cost.Conditions;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.plan.Absence;
import org.rotunda.compiler.plan.BudgetOutlook;
import org.rotunda.compiler.plan.KeyResidency;
import org.rotunda.compiler.plan.MemoryPrediction;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.paging.store.PageGeometry;

/** A plan for people: its operations, its keys over time, the dearest of them, other budgets. */
final class PlanReport {
  private static final int COLUMNS = 60;
  private static final int DEAREST = 5;

  private final Plan plan;
  private final MemoryPrediction memory;
  private final Conditions conditions;
  private final CostModel costs;
  private final PrintWriter out;
  private final List<KeyResidency> keys;
  private final Map<KeyId, List<Absence>> absences;
  private final PageGeometry geometry;
  private final Map<Integer, Integer> amounts = new HashMap<>();

  private PlanReport(Plan plan, MemoryPrediction memory, CostModel costs, PrintWriter out) {
    this.plan = plan;
    this.memory = memory;
    this.conditions = Conditions.here(memory.threads());
    this.costs = costs.under(conditions);
    this.out = out;
    this.keys = KeyResidency.of(plan.schedule());
    this.absences = Absence.of(plan, keys).stream().collect(Collectors.groupingBy(Absence::id));
    this.geometry = PageGeometry.of(plan.parameters());
    Parameters parameters = plan.parameters();
    for (int amount = 1; amount < parameters.slots(); amount++) {
      amounts.put(GaloisElements.rotation(amount, parameters.degree()), amount);
    }
  }

  /**
   * Prints everything.
   *
   * @param memory what a run of the plan takes, with the threads that others are to have too
   */
  static void print(Plan plan, MemoryPrediction memory, CostModel costs, PrintWriter out) {
    PlanReport report = new PlanReport(plan, memory, costs, out);
    out.println("Operations");
    PlanExplanation.of(plan).print(out);
    out.println();
    report.printTimeline();
    report.printDearest();
    report.printBudgets();
  }

  private String name(KeyId id) {
    return switch (id) {
      case KeyId.Galois(int element) when amounts.containsKey(element) ->
          "rotation " + amounts.get(element);
      case KeyId.Galois(int element)
          when element == GaloisElements.conjugation(plan.parameters().degree()) ->
          "conjugation";
      default -> id.toString();
    };
  }

  /** A line a key; a column stands for some uses of keys. */
  private void printTimeline() {
    int steps = plan.schedule().steps().size();
    int columns = Math.min(COLUMNS, steps);
    out.println("Keys in memory along the " + steps + " uses of keys, in the order of first uses");
    Table table =
        new Table(
            Column.words("key"),
            Column.numbers("level"),
            Column.numbers("uses"),
            Column.numbers("loads"),
            Column.words("time: # used, = stays, - not in memory"),
            Column.words("why"));
    for (KeyResidency key : keys) {
      table.row(
          name(key.id()),
          key.stays().stream().mapToInt(stay -> stay.load().level()).max().orElse(0),
          key.uses().size(),
          key.stays().size(),
          line(key, steps, columns),
          whyThere(key));
    }
    table.print(out);
    out.println(
        "A key stays while all keys that are used again sooner leave room for it, comes shortly"
            + " before its use, and shrinks or leaves after it.");
    out.println();
  }

  /** Why a key is in memory when it is. */
  private String whyThere(KeyResidency key) {
    if (key.uses().size() == 1) {
      return "for its only use, %d".formatted(key.uses().getFirst());
    }
    if (key.stays().size() == 1) {
      return "from use %d to use %d there is room for it"
          .formatted(key.uses().getFirst(), key.uses().getLast());
    }
    return "read %d times; longest away %s"
        .formatted(key.stays().size(), why(absences.getOrDefault(key.id(), List.of())));
  }

  private static String line(KeyResidency key, int steps, int columns) {
    boolean[] used = new boolean[columns];
    boolean[] present = new boolean[columns];
    for (KeyResidency.Stay stay : key.stays()) {
      for (int column = at(stay.from(), steps, columns);
          column <= at(stay.to(), steps, columns);
          column++) {
        present[column] = true;
      }
    }
    key.uses().forEach(use -> used[at(use, steps, columns)] = true);
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      line.append(used[column] ? '#' : present[column] ? '=' : '-');
    }
    return line.toString();
  }

  private static int at(int step, int steps, int columns) {
    return (int) ((long) step * columns / steps);
  }

  private long bytesRead(KeyResidency key) {
    return key.stays().stream().mapToLong(stay -> geometry.readBytes(stay.load().level())).sum();
  }

  /** The keys with the most bytes read, and why each leaves memory before it is used again. */
  private void printDearest() {
    List<KeyResidency> dearest = new ArrayList<>(keys);
    dearest.sort(
        Comparator.comparingLong(this::bytesRead).reversed().thenComparing(KeyResidency::id));
    out.println("The keys that cost most");
    Table table =
        new Table(
            Column.words("key"),
            Column.numbers("loads"),
            Column.numbers("bytes read"),
            Column.words("why it is read again"));
    for (KeyResidency key : dearest.subList(0, Math.min(DEAREST, dearest.size()))) {
      List<Absence> own = absences.getOrDefault(key.id(), List.of());
      table.row(
          name(key.id()),
          key.stays().size(),
          new ByteSize(bytesRead(key)),
          own.isEmpty() ? "it is not" : why(own));
    }
    table.print(out);
    out.println();
  }

  private static String why(List<Absence> absences) {
    Absence longest =
        absences.stream()
            .max(Comparator.comparingInt(absence -> absence.before() - absence.after()))
            .orElseThrow();
    return "between uses %d and %d: at use %d, %s of keys are in memory, %d of them used sooner and %d later"
        .formatted(
            longest.after(),
            longest.before(),
            longest.fullest(),
            new ByteSize(longest.bytes()),
            longest.sooner(),
            longest.later());
  }

  private void printBudgets() {
    out.println(
        "Other budgets: this program with its transforms split and its keys scheduled for each");
    Table table =
        new Table(
            Column.words(""),
            Column.numbers("--key-budget"),
            Column.numbers("all memory"),
            Column.numbers("keys"),
            Column.numbers("uses"),
            Column.numbers("peak"),
            Column.numbers("bytes read"),
            Column.numbers("within"),
            Column.numbers("loads"),
            Column.numbers(costs.isMeasured() ? "seconds" : "time"),
            Column.numbers("waiting"));
    List<BudgetOutlook> outlooks =
        BudgetOutlook.around(plan, memory.threads(), memory.loaders(), costs);
    double own =
        outlooks.stream()
            .filter(outlook -> outlook.budget() == plan.keyBudget())
            .mapToDouble(outlook -> outlook.time().seconds())
            .findFirst()
            .orElse(1);
    for (BudgetOutlook outlook : outlooks) {
      table.row(
          outlook.budget() == plan.keyBudget() ? "this plan" : "",
          new ByteSize(outlook.budget()),
          new ByteSize(outlook.totalBytes()),
          outlook.prediction().keys(),
          outlook.prediction().uses(),
          new ByteSize(outlook.prediction().peakKeyBytes()),
          new ByteSize(outlook.prediction().bytesRead()),
          percent(outlook.prediction().gap()),
          outlook.prediction().loads(),
          costs.isMeasured()
              ? String.format(Locale.ROOT, "%.3f", outlook.time().seconds())
              : percent(outlook.time().seconds() / own),
          costs.isMeasured()
              ? String.format(Locale.ROOT, "%.3f", outlook.time().stallSeconds())
              : percent(outlook.time().stallSeconds() / own));
    }
    table.print(out);
    out.println(
        "All memory: what such a run takes in all. Within: how far bytes read are above a"
            + " lower bound for the same key uses at most.");
    out.println(
        costs.isMeasured()
            ? "Seconds are predicted from what calibrate measured."
            : "Times are in percent of this plan's on a nominal machine; calibrate for seconds.");
    PlanSummary.carriedOver(plan, costs, conditions)
        .ifPresent(text -> out.println("They are " + text + "."));
    out.println(
        "Times that differ by less than half a percent count as the same; then what reads less is"
            + " taken. Sums that have become transforms and rotations that are composed stay so.");
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * part);
  }
}
