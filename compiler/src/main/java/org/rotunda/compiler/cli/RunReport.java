package org.rotunda.compiler.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.PlanSummary;
import org.rotunda.compiler.cli.job.ProcessMemory;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import org.rotunda.compiler.cost.Conditions;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.paging.pager.PagerStatistics;

/**
 * What runs of a plan took, beside what was planned.
 *
 * @param inputs how many runs
 * @param together how many of them side by side, and what was planned for these
 * @param seconds from the start of the first to the end of the last
 * @param keys what the pager counted
 * @param limbBytes the most bytes of limbs
 */
record RunReport(
    Plan plan,
    PolicyName policy,
    int inputs,
    RunMemory together,
    double seconds,
    PagerStatistics keys,
    long limbBytes) {
  private static final double NANOS_A_SECOND = 1e9;
  private static final double SECONDS_A_MINUTE = 60;
  private static final double GIBIBYTE = 0x1p30;

  /**
   * Prints everything.
   *
   * @param budget the plan's for all of its memory
   * @param asked what was asked for, which the budget may have reduced
   */
  void print(OptionalLong budget, RunMemory asked, CostModel costs, PrintWriter out) {
    printKeys(out);
    out.println();
    Facts facts = new Facts();
    addMemory(facts);
    budget.ifPresent(bytes -> together.add(asked, policy, bytes, facts));
    if (inputs > 1) {
      addThroughput(facts);
    }
    facts.print(out);
    printTime(costs, out);
    out.flush();
  }

  private void printKeys(PrintWriter out) {
    Table table =
        new Table(
            Column.words("policy"),
            Column.numbers("seconds"),
            Column.numbers("peak key bytes"),
            Column.numbers("budget"),
            Column.numbers("loads"),
            Column.numbers("bytes read"),
            Column.numbers("stall seconds"),
            Column.numbers("retries"));
    table.row(
        policy,
        digits(seconds),
        new ByteSize(keys.peakBytes()),
        new ByteSize(keys.budget()),
        keys.loads(),
        new ByteSize(keys.bytesRead()),
        digits(keys.stallNanos() / NANOS_A_SECOND),
        keys.retries());
    table.print(out);
  }

  private void addMemory(Facts facts) {
    facts
        .add("peak memory", ofPlanned(limbBytes, together.limbBytes()))
        .add("buffers", ofPlanned(keys.peakBufferBytes(), together.run().bufferBytes()));
    ProcessMemory.peak().ifPresent(bytes -> facts.add("process", process(bytes)));
  }

  private String process(long bytes) {
    long accounted = together.totalBytes();
    return "%s at its peak, %s %s the %s accounted for"
        .formatted(
            new ByteSize(bytes),
            new ByteSize(Math.abs(bytes - accounted)),
            bytes < accounted ? "below" : "beyond",
            new ByteSize(accounted));
  }

  private static String ofPlanned(long bytes, long planned) {
    return "%s of %s planned".formatted(new ByteSize(bytes), new ByteSize(planned));
  }

  private void addThroughput(Facts facts) {
    double runs = inputs * SECONDS_A_MINUTE / seconds;
    long bytes = together.totalBytes();
    facts.add(
        "throughput",
        String.format(
            Locale.ROOT,
            "%.2f runs a minute, %d side by side: %.2f a minute and GiB of the %s accounted for",
            runs,
            together.runs(),
            runs * GIBIBYTE / bytes,
            new ByteSize(bytes)));
  }

  private void printTime(CostModel measured, PrintWriter out) {
    if (!measured.isMeasured()) {
      out.println("No predicted seconds are compared: there are " + PlanSummary.NO_TIME + ".");
      return;
    }
    if (policy != PolicyName.PLANNED || together.runs() > 1) {
      out.println(
          "No predicted seconds are compared: they are for the policy planned, one run at a time.");
      return;
    }
    Conditions conditions = Conditions.here(together.run().threads());
    CostModel costs = measured.under(conditions);
    // One run after the other: a prediction for each.
    double predicted = inputs * plan.time(costs, together.run().loaders()).seconds();
    out.println(
        "predicted %s seconds; measured over predicted %s"
            .formatted(digits(predicted), digits(seconds / predicted)));
    out.println(
        "The prediction leaves out a JVM's first seconds, in which it loads classes and compiles"
            + " code, and takes keys to be in the page cache.");
    PlanSummary.carriedOver(plan, costs, conditions)
        .ifPresent(text -> out.println("It is " + text + "."));
  }

  private static String digits(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
