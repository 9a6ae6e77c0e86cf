package org.rotunda.bench.reproduce;

import java.io.PrintWriter;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;

/** A measurement as lines of text. */
record ReportText(Measurement measurement) {

  /** Prints what was run, a row a contender, and how to read it. */
  void print(PrintWriter out) {
    Facts facts = new Facts();
    Summary summary = new Summary(measurement);
    summary.facts().forEach(fact -> facts.add(fact.name(), fact.value()));
    facts.print(out);
    out.println();
    Table table =
        new Table(
            summary.headings().stream()
                .map(
                    heading ->
                        heading.words()
                            ? Column.words(heading.text())
                            : Column.numbers(heading.text()))
                .toArray(Column[]::new));
    for (Result result : measurement.results()) {
      table.row(summary.row(result).toArray());
    }
    table.print(out);
    out.println();
    summary.notes().forEach(out::println);
  }
}
