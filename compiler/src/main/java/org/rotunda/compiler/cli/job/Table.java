package org.rotunda.compiler.cli.job;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text under a heading, in columns as wide as they must be. */
public final class Table {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** Where the text of a column stands. */
  public enum Alignment {
    /** For words. */
    LEFT,
    /** For numbers. */
    RIGHT
  }

  /**
   * A column.
   *
   * @param heading its heading
   * @param alignment where its text stands
   */
  public record Column(String heading, Alignment alignment) {
    /** A column of words. */
    public static Column words(String heading) {
      return new Column(heading, Alignment.LEFT);
    }

    /** A column of numbers. */
    public static Column numbers(String heading) {
      return new Column(heading, Alignment.RIGHT);
    }
  }

  /** A table without rows. */
  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column, printed by {@code toString}
   */
  public void row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "A row of %d cells is expected, but %d were given."
              .formatted(columns.size(), cells.length));
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell.toString());
    }
    rows.add(row);
  }

  /** Prints heading and rows. */
  public void print(PrintWriter out) {
    out.println(line(columns.stream().map(Column::heading).toList()));
    rows.forEach(row -> out.println(line(row)));
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(width(i) - cells.get(i).length());
      line.append(i == 0 ? "" : GAP);
      switch (columns.get(i).alignment()) {
        case LEFT -> line.append(cells.get(i)).append(padding);
        case RIGHT -> line.append(padding).append(cells.get(i));
      }
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = columns.get(column).heading().length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
