package org.rotunda.bench.compare;

import java.util.List;
import java.util.Locale;
import org.rotunda.bench.scheme.SchemeShape;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Medians and ratios as a table and as JSON. */
final class ComparisonReport {
  private static final double MICROSECOND = 1e3;
  private static final double MILLISECOND = 1e6;

  private ComparisonReport() {}

  /** One row an operation and number of threads. */
  static Table table(List<Samples> all) {
    Table table =
        new Table(
            Column.words("operation"),
            Column.numbers("threads"),
            Column.words("compared with"),
            Column.numbers("its time"),
            Column.numbers("Rotunda"),
            Column.numbers("ratio"));
    for (Samples samples : all) {
      table.row(
          samples.operation(),
          samples.threads(),
          samples.peer(),
          time(samples.peerMedian()),
          time(samples.ownMedian()),
          String.format(Locale.ROOT, "%.2f", samples.ratio()));
    }
    return table;
  }

  private static String time(double nanos) {
    if (nanos < MILLISECOND) {
      return String.format(Locale.ROOT, "%.1f us", nanos / MICROSECOND);
    }
    return String.format(Locale.ROOT, "%.2f ms", nanos / MILLISECOND);
  }

  /**
   * All rounds, as one object.
   *
   * @param machine where and when
   */
  static byte[] json(String machine, SchemeShape shape, List<Samples> all) {
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode report = mapper.createObjectNode();
    report.put("machine", machine);
    report
        .putObject("shape")
        .put("logDegree", shape.logDegree())
        .put("limbs", shape.limbs())
        .put("bits", shape.bits())
        .put("digits", shape.digits());
    ArrayNode rows = report.putArray("operations");
    for (Samples samples : all) {
      ObjectNode row = rows.addObject();
      row.put("operation", samples.key())
          .put("threads", samples.threads())
          .put("peer", samples.peer())
          .put("peerMedianNanoseconds", samples.peerMedian())
          .put("rotundaMedianNanoseconds", samples.ownMedian())
          .put("ratio", samples.ratio());
      ArrayNode theirs = row.putArray("peerNanoseconds");
      samples.peerNanos().forEach(theirs::add);
      ArrayNode ours = row.putArray("rotundaNanoseconds");
      samples.ownNanos().forEach(ours::add);
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
  }
}
