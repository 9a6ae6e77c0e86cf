package org.rotunda.bench.run;

import java.util.List;
import java.util.Locale;
import org.rotunda.bench.bootstrap.OpenFheBootstrap;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.noise.Precision;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;

/** What {@code rotunda bench bootstrap} prints. */
final class BootstrapTables {
  private static final String NONE = "-";

  private BootstrapTables() {}

  /** Time by stage. */
  static Table stages(List<BootstrapResult> results) {
    Table table =
        new Table(
            Column.words("seconds"),
            Column.numbers("whole"),
            Column.numbers("SlotsToCoeffs"),
            Column.numbers("ModRaise"),
            Column.numbers("CoeffsToSlots"),
            Column.numbers("EvalMod"));
    for (BootstrapResult result : results) {
      table.row(
          result.preset(),
          number(result.seconds(), 2),
          number(result.median("slotsToCoeffs"), 2),
          number(result.median("modRaise"), 2),
          number(result.median("coeffsToSlots"), 2),
          number(result.median("evalMod"), 2));
    }
    return table;
  }

  /** Everything but stages. */
  static Table figures(List<BootstrapResult> results, List<OpenFheBootstrap> peers) {
    Table table =
        new Table(
            Column.words("bootstrap"),
            Column.numbers("N"),
            Column.numbers("log QP"),
            Column.numbers("levels"),
            Column.numbers("fails"),
            Column.numbers("seconds"),
            Column.numbers("mean"),
            Column.numbers("predicted"),
            Column.numbers("worst"),
            Column.numbers("predicted"),
            Column.numbers("keys"),
            Column.numbers("made in"),
            Column.numbers("on disk"),
            Column.numbers("peak keys"),
            Column.numbers("peak limbs"),
            Column.numbers("process"));
    results.forEach(result -> row(result, table));
    peers.forEach(peer -> row(peer, table));
    return table;
  }

  private static void row(BootstrapResult result, Table table) {
    IteratedPlan plan = result.preset().iterated();
    Parameters parameters = plan.pass().parameters();
    table.row(
        result.preset(),
        "2^" + parameters.logDegree(),
        number(parameters.logQp(), 0),
        "%d to %d".formatted(plan.inputLevel(), plan.outputLevel()),
        "2^" + number(plan.log2Failure(), 0),
        number(result.seconds(), 2),
        number(result.median("mean"), 1),
        number(result.median("predictedMean"), 1),
        number(result.least("worst"), 1),
        number(result.median("predictedWorst"), 1),
        plan.pass().requiredKeys().size(),
        number(result.median("generation"), 1) + " s",
        bytes(result.most("storeBytes")),
        bytes(result.most("keyBytes")),
        bytes(result.most("limbBytes")),
        bytes(result.most("processBytes")));
  }

  private static void row(OpenFheBootstrap peer, Table table) {
    Precision precision = peer.precision();
    table.row(
        "OpenFHE " + peer.secret(),
        "2^" + OpenFheBootstrap.LOG_DEGREE,
        number(peer.logQp(), 0),
        "%d to %d".formatted(peer.from(), peer.to()),
        NONE,
        number(peer.seconds(), 2),
        number(precision.mean(), 1),
        NONE,
        number(precision.worst(), 1),
        NONE,
        peer.keys(),
        number(peer.generation(), 1) + " s",
        NONE,
        NONE,
        NONE,
        new ByteSize(peer.processBytes()));
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String bytes(double value) {
    return new ByteSize((long) value).toString();
  }
}
