package org.rotunda.compiler.demo;

import java.util.List;
import java.util.TreeMap;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.bootstrap.BootstrapStage;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.noise.Precision;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.ProcessMemory;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import org.rotunda.compiler.demo.BootstrapDemoResult.Bootstrapped;
import org.rotunda.compiler.demo.BootstrapDemoResult.Stretch;
import org.rotunda.paging.pager.PagerStatistics;
import org.rotunda.paging.store.PageGeometry;

/** What {@code rotunda demo bootstrap} prints. */
final class BootstrapReport {
  private static final String NOTHING = "";

  private final BootstrapPreset preset;
  private final IteratedPlan plan;
  private final ByteSize keyBudget;
  private final Engine engine;

  BootstrapReport(BootstrapPreset preset, IteratedPlan plan, ByteSize keyBudget, Engine engine) {
    this.preset = preset;
    this.plan = plan;
    this.keyBudget = keyBudget;
    this.engine = engine;
  }

  /** What is known before the run. */
  Facts beginning(double[] pixels, long matrixBytes, double generated, long storeBytes) {
    int steps = BootstrapDemo.steps(plan);
    return new Facts()
        .add("preset", "%s, %s".formatted(preset, security()))
        .add(
            "bootstrap",
            "%s%d stages; goes wrong with a probability of 2^%.0f"
                .formatted(
                    plan.passes() == 1 ? NOTHING : plan.passes() + " passes of ",
                    plan.pass().stages().size(),
                    plan.log2Failure()))
        .add(
            "data",
            "%,d pixels of handwritten digits, a slot each, from black at -1/2 to white at 1/2"
                .formatted(pixels.length))
        .add(
            "computing",
            "x becomes x (3 - 4 x^2) / 2, %d times before and after each bootstrap"
                .formatted(steps))
        .add(
            "keys",
            "%d, generated in %.1f s: %s on disk, at most %s in memory"
                .formatted(
                    plan.pass().requiredKeys().size(),
                    generated,
                    new ByteSize(storeBytes),
                    keyBudget))
        .add("matrices", "%s of encoded diagonals".formatted(new ByteSize(matrixBytes)))
        .add("kernels", engine.kernels().name());
  }

  private String security() {
    Parameters parameters = plan.pass().parameters();
    String size = "N = 2^%d, log2 QP = %.0f".formatted(parameters.logDegree(), parameters.logQp());
    return switch (parameters.security()) {
      case BITS_128 ->
          "%s of %d allowed for 128-bit security"
              .formatted(
                  size, Security.maxLogQp(parameters.logDegree(), parameters.secret()).orElse(0));
      case INSECURE_FOR_TESTING -> "%s: INSECURE, to look at only".formatted(size);
    };
  }

  /** What happened, in order. */
  Table course(BootstrapDemoResult result, double[] pixels) {
    Table table =
        new Table(
            Column.words("precision in bits"),
            Column.words("levels"),
            Column.numbers("seconds"),
            Column.numbers("worst"),
            Column.numbers("predicted"),
            Column.numbers("mean"),
            Column.numbers("predicted"),
            Column.numbers("grey pixels"));
    table.row(
        "encryption",
        result.stretches().getFirst().from(),
        NOTHING,
        NOTHING,
        NOTHING,
        NOTHING,
        NOTHING,
        "%,d".formatted(GreyPixels.grey(pixels)));
    for (int i = 0; i < result.stretches().size(); i++) {
      Stretch stretch = result.stretches().get(i);
      table.row(
          "computing",
          levels(stretch.from(), stretch.to()),
          "%.2f".formatted(stretch.seconds()),
          NOTHING,
          NOTHING,
          NOTHING,
          NOTHING,
          "%,d".formatted(GreyPixels.grey(stretch.values().real())));
      if (i < result.bootstraps().size()) {
        bootstrap(result.bootstraps().get(i), table);
      }
    }
    return table;
  }

  private static void bootstrap(Bootstrapped bootstrap, Table table) {
    Precision measured = bootstrap.precision();
    table.row(
        "bootstrap",
        levels(bootstrap.from(), bootstrap.to()),
        "%.2f".formatted(bootstrap.seconds()),
        "%.1f".formatted(measured.worst()),
        "%.1f".formatted(bootstrap.predicted().worstBits()),
        "%.1f".formatted(measured.mean()),
        "%.1f".formatted(bootstrap.predicted().meanBits()),
        NOTHING);
  }

  private static String levels(int from, int to) {
    return "%d to %d".formatted(from, to);
  }

  /** Time and keys by stage. */
  Table stages(BootstrapDemoResult result) {
    Table table =
        new Table(
            Column.words("stage"),
            Column.numbers("first"),
            Column.numbers("second"),
            Column.numbers("keys"),
            Column.numbers("uses"),
            Column.numbers("on disk"));
    for (BootstrapStage stage : plan.pass().stages().stream().distinct().toList()) {
      row(stage.toString(), List.of(stage), result, table);
    }
    row("whole", plan.pass().stages().stream().distinct().toList(), result, table);
    return table;
  }

  private void row(
      String name, List<BootstrapStage> stages, BootstrapDemoResult result, Table table) {
    List<KeyUse> uses =
        plan.pass().stages().stream()
            .filter(stages::contains)
            .flatMap(stage -> plan.pass().keyUses(stage).stream())
            .toList();
    TreeMap<KeyId, KeyUse> keys = new TreeMap<>();
    for (KeyUse use : uses) {
      keys.merge(use.id(), use, (x, y) -> x.level() > y.level() ? x : y);
    }
    PageGeometry geometry = PageGeometry.of(plan.pass().parameters());
    long bytes = keys.values().stream().mapToLong(use -> geometry.readBytes(use.level())).sum();
    table.row(
        name,
        seconds(result.bootstraps().getFirst(), stages),
        seconds(result.bootstraps().getLast(), stages),
        keys.size(),
        uses.size() * plan.passes(),
        new ByteSize(bytes));
  }

  private static String seconds(Bootstrapped bootstrap, List<BootstrapStage> stages) {
    double sum =
        stages.stream().mapToDouble(stage -> bootstrap.stages().getOrDefault(stage, 0.0)).sum();
    return "%.2f s".formatted(sum);
  }

  /** What is known after the run. */
  Facts end(BootstrapDemoResult result, PagerStatistics statistics, long limbBytes) {
    Precision end = result.end();
    Facts facts =
        new Facts()
            .add(
                "result",
                "agrees with the clear computation to %.1f bits in the mean, %.1f in the worst slot"
                    .formatted(end.mean(), end.worst()))
            .add(
                "keys",
                "peak %s of %s; %d loads, %s read, %.2f s waited for"
                    .formatted(
                        new ByteSize(statistics.peakBytes()),
                        keyBudget,
                        statistics.loads(),
                        new ByteSize(statistics.bytesRead()),
                        statistics.stallNanos() / 1e9))
            .add("limbs", "peak %s, keys included".formatted(new ByteSize(limbBytes)));
    ProcessMemory.peak()
        .ifPresent(bytes -> facts.add("process", "peak %s".formatted(new ByteSize(bytes))));
    return facts;
  }
}
