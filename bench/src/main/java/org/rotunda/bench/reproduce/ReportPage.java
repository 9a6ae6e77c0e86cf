package org.rotunda.bench.reproduce;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotunda.compiler.cli.job.ByteSize;

/**
 * A measurement as one HTML page without anything from outside. Bars and areas differ in pattern
 * and label, not in colour alone, and every picture's numbers stand in a table too.
 */
final class ReportPage {

  private static final double MEBIBYTE = 1 << 20;

  private static final String PATTERNS =
      """
      <svg class="defs" aria-hidden="true"><defs>
      <pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="7" height="7"/><line class="stripe" x1="0" y1="0" x2="0" y2="7"/></pattern>
      <pattern id="fine" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="4" height="4"/><line class="stripe" x1="0" y1="0" x2="0" y2="4"/></pattern>
      </defs></svg>
      """;

  private static final List<Summary.Heading> STAYS =
      List.of(
          new Summary.Heading("key", true),
          new Summary.Heading("level", false),
          new Summary.Heading("in memory", false),
          new Summary.Heading("load starts, s", false),
          new Summary.Heading("there, s", false),
          new Summary.Heading("leaves, s", false));

  private static final List<Summary.Heading> STALLS =
      List.of(
          new Summary.Heading("waited for", true),
          new Summary.Heading("from, s", false),
          new Summary.Heading("to, s", false),
          new Summary.Heading("ms", false));

  private final Measurement measurement;
  private final Summary summary;

  ReportPage(Measurement measurement) {
    this.measurement = measurement;
    this.summary = new Summary(measurement);
  }

  /** Writes the page, whole or not at all. */
  void write(Path file) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(temporary, toHtml());
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  String toHtml() throws IOException {
    String name = measurement.workload().name();
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    html.append("<meta charset=\"utf-8\"/>");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    html.append("<title>Rotunda: keys of ").append(Html.escape(name)).append("</title>\n<style>\n");
    html.append(style()).append("</style></head><body>\n").append(PATTERNS);
    html.append("<h1>Rotation keys of ").append(Html.escape(name));
    html.append(": memory and time</h1>\n");
    summary.headline().ifPresent(line -> html.append(paragraph(" class=\"lead\"", line)));
    html.append(facts()).append(overview()).append(time()).append(memory()).append(reading());
    html.append(timelines()).append(reuse()).append(ways());
    return html.append("</body></html>\n").toString();
  }

  private static String style() throws IOException {
    try (InputStream in =
        Optional.ofNullable(ReportPage.class.getResourceAsStream("report.css"))
            .orElseThrow(
                () ->
                    new FileNotFoundException(
                        "The report page's report.css is missing; build again."))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String facts() {
    StringBuilder html = new StringBuilder("<dl class=\"facts\">");
    for (Summary.Fact fact : summary.facts()) {
      html.append("<dt>").append(Html.escape(fact.name())).append("</dt><dd>");
      html.append(Html.escape(fact.value())).append("</dd>");
    }
    return html.append("</dl>\n").toString();
  }

  private String overview() {
    StringBuilder html = new StringBuilder("<h2>All numbers</h2>\n");
    html.append(
        Html.table(
            "One row a way of managing keys",
            summary.headings(),
            measurement.results().stream().map(summary::row).toList()));
    for (String note : summary.notes()) {
      if (!summary.headline().equals(Optional.of(note))) {
        html.append(paragraph("", note));
      }
    }
    return html.toString();
  }

  private static String paragraph(String attributes, String words) {
    return "<p" + attributes + ">" + Html.escape(words) + "</p>\n";
  }

  private String time() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Result result : measurement.results()) {
      MedianInterval time = result.time();
      bars.add(
          new BarChart.Bar(
              result.contender().name(),
              time.median(),
              Optional.empty(),
              Optional.of(time),
              result.contender().isOurs(),
              Summary.number("%.2f s", time.median())));
    }
    return "<h2>Time</h2>\n"
        + paragraph(
            "",
            "Seconds from an empty memory to the encrypted result: the median, and its interval as"
                + " a line with two ends. Solid bars are Rotunda's plans, striped ones the ways of"
                + " other systems.")
        + new BarChart("Time by way", "seconds", bars).toHtml();
  }

  private String memory() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Result result : measurement.results()) {
      double keys = result.statistics().peakBytes() / MEBIBYTE;
      boolean known = result.processBytes().isPresent();
      double whole = known ? result.processBytes().getAsLong() / MEBIBYTE : keys;
      bars.add(
          new BarChart.Bar(
              result.contender().name(),
              whole,
              Optional.of(keys),
              Optional.empty(),
              result.contender().isOurs(),
              known
                  ? Summary.number("%.0f MiB, ", whole) + Summary.number("keys %.0f", keys)
                  : Summary.number("keys %.0f MiB", keys)));
    }
    return "<h2>Memory</h2>\n"
        + paragraph(
            "",
            "The most physical memory of the whole process (outline) and the most that keys take in"
                + " it (filled), in MiB.")
        + new BarChart("Memory by way", "MiB", bars).toHtml();
  }

  private String reading() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Result result : measurement.results()) {
      double read = result.bytesRead() / MEBIBYTE;
      bars.add(
          new BarChart.Bar(
              result.contender().name(),
              read,
              Optional.empty(),
              Optional.empty(),
              result.contender().isOurs(),
              Summary.number("%.0f MiB", read) + ", " + result.statistics().loads() + " loads"));
    }
    return "<h2>Reading</h2>\n"
        + paragraph(
            "",
            "MiB of keys that a run reads; for ways without seeds both halves, the second of them"
                + " computed.")
        + new BarChart("Bytes read by way", "MiB", bars).toHtml();
  }

  private String timelines() {
    StringBuilder html = new StringBuilder("<h2>Which keys are in memory when</h2>\n");
    html.append(
        paragraph(
            "",
            "One run of each way. A row is a key, in the order of first loads; a bar begins where"
                + " its load starts and ends where it leaves memory; it is as tall as what is held"
                + " of the key, which may be cut to a lower level. Above, the times at which the"
                + " program waited; below, the bytes of all keys and the budget."));
    html.append(
        """
        <ul class="legend">
        <li><svg viewBox="0 0 30 14"><rect class="loading" x="1" y="2" width="28" height="10"/></svg>loading</li>
        <li><svg viewBox="0 0 30 14"><rect class="stay" x="1" y="2" width="28" height="10"/></svg>in memory</li>
        <li><svg viewBox="0 0 30 14"><rect class="wait" x="12" y="0" width="4" height="14"/></svg>the program waits</li>
        <li><svg viewBox="0 0 30 14"><line class="budget" x1="0" y1="7" x2="30" y2="7"/></svg>budget</li>
        </ul>
        """);
    for (Result result : measurement.results()) {
      Contender contender = result.contender();
      boolean open =
          contender.name().equals(Contenders.REFERENCE) || contender.name().equals("ours-1/8");
      html.append(
          Html.details(
              "%s: %d loads, %d evictions, %s of keys at most"
                  .formatted(
                      contender.name(),
                      result.statistics().loads(),
                      result.statistics().evictions(),
                      new ByteSize(result.statistics().peakBytes())),
              open,
              paragraph("", contender.description() + ".")
                  + new TimelineChart(result).toHtml()
                  + Html.details("as tables", false, tables(result))));
    }
    return html.toString();
  }

  private static String tables(Result result) {
    List<List<String>> stays =
        result.timeline().stays().stream()
            .map(
                stay ->
                    List.of(
                        stay.key(),
                        Integer.toString(stay.level()),
                        new ByteSize(stay.bytes()).toString(),
                        Summary.number("%.3f", stay.start()),
                        Summary.number("%.3f", stay.ready()),
                        Summary.number("%.3f", stay.end())))
            .toList();
    List<List<String>> stalls =
        result.timeline().stalls().stream()
            .map(
                stall ->
                    List.of(
                        stall.key(),
                        Summary.number("%.3f", stall.start()),
                        Summary.number("%.3f", stall.end()),
                        Summary.number("%.1f", 1e3 * (stall.end() - stall.start()))))
            .toList();
    return Html.table("Keys in memory", STAYS, stays)
        + Html.table("Waits", STALLS, stalls)
        + paragraph("", "Budget: " + new ByteSize(result.contender().plan().keyBudget()) + ".");
  }

  private String reuse() {
    Reuse reuse = Reuse.of(measurement.fastest().trace().keyUses());
    List<List<String>> rows =
        ReuseChart.groups(reuse).stream()
            .map(group -> List.of(group.name(), Integer.toString(group.uses())))
            .toList();
    return "<h2>How soon keys are used again</h2>\n"
        + paragraph(
            "",
            "Uses of the program's trace by reuse distance: how many distinct other keys were used"
                + " since the same key was used before.")
        + new ReuseChart(reuse).toHtml()
        + Html.details(
            "as a table",
            false,
            Html.table(
                "Uses by reuse distance",
                List.of(new Summary.Heading("distance", true), new Summary.Heading("uses", false)),
                rows));
  }

  private String ways() {
    StringBuilder html = new StringBuilder("<h2>The ways</h2>\n<dl class=\"facts\">");
    for (Result result : measurement.results()) {
      html.append("<dt>").append(Html.escape(result.contender().name())).append("</dt><dd>");
      html.append(Html.escape(result.contender().description())).append("</dd>");
    }
    return html.append("</dl>\n").toString();
  }
}
