package org.rotunda.bench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;

/** Times on scalar and vector kernels side by side. */
final class ResultTable {
  private static final String NONE = "-";

  private ResultTable() {}

  /**
   * One row a comparison; a column for every parameter that any has. The bytes that a call
   * allocates are those on vectors where there are any.
   *
   * @param parameters their names, in the order of the columns
   */
  static Table of(List<Comparison> comparisons, Collection<String> parameters) {
    List<String> names = present(comparisons, parameters);
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("operation"));
    names.forEach(name -> columns.add(Column.numbers(Names.heading(name))));
    columns.add(Column.numbers("scalar"));
    columns.add(Column.numbers("error"));
    columns.add(Column.numbers("vector"));
    columns.add(Column.numbers("error"));
    columns.add(Column.words("unit"));
    columns.add(Column.numbers("ratio"));
    columns.add(Column.numbers("B/op"));
    Table table = new Table(columns.toArray(Column[]::new));
    for (Comparison comparison : comparisons) {
      table.row(row(comparison, names).toArray());
    }
    return table;
  }

  private static List<String> present(List<Comparison> comparisons, Collection<String> parameters) {
    Set<String> present = new LinkedHashSet<>(parameters);
    present.removeIf(
        name ->
            comparisons.stream()
                .noneMatch(comparison -> comparison.scalar().parameters().containsKey(name)));
    return List.copyOf(present);
  }

  private static List<String> row(Comparison comparison, List<String> names) {
    List<String> row = new ArrayList<>();
    row.add(comparison.operation());
    for (String name : names) {
      Optional<String> value = Optional.ofNullable(comparison.scalar().parameters().get(name));
      row.add(value.map(text -> Names.value(name, text)).orElse(NONE));
    }
    row.add(Names.number(comparison.scalar().time()));
    row.add(error(comparison.scalar()));
    row.add(comparison.vector().map(vector -> Names.number(vector.time())).orElse(NONE));
    row.add(comparison.vector().map(ResultTable::error).orElse(NONE));
    row.add(comparison.scalar().unit());
    row.add(ratio(comparison.ratio()));
    row.add(
        String.format(
            Locale.ROOT, "%.0f", comparison.vector().orElse(comparison.scalar()).allocated()));
    return row;
  }

  /** The error as a part of the time. */
  private static String error(Result result) {
    return Double.isNaN(result.error())
        ? NONE
        : String.format(Locale.ROOT, "%.0f %%", 100 * result.error() / result.time());
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? String.format(Locale.ROOT, "%.1f", ratio.getAsDouble()) : NONE;
  }
}
