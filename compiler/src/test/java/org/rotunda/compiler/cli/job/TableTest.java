package org.rotunda.compiler.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.rotunda.compiler.cli.job.Table.Column;

class TableTest {
  @Test
  void columnsAreAsWideAsTheyMustBe() {
    Table table = new Table(Column.words("key"), Column.numbers("level"), Column.words("note"));
    table.row("relinearisation", 3, "");
    table.row("galois 5", 12, "twice");
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    table.print(out);
    out.flush();
    assertThat(text.toString().lines())
        .containsExactly(
            "key              level  note",
            "relinearisation      3",
            "galois 5            12  twice");
  }

  @Test
  void rowsHaveACellForEachColumn() {
    Table table = new Table(Column.words("key"));
    assertThatThrownBy(() -> table.row("a", "b")).isInstanceOf(IllegalArgumentException.class);
  }
}
