package org.rotunda.bench.run;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bar chart: for every operation and size the time on scalar kernels, hatched, above that on
 * vectors, filled, on a logarithmic axis; times and ratios are written out, so that nothing depends
 * on colour.
 */
final class Chart {
  private static final int WIDTH = 940;
  private static final int LEFT = 190;
  private static final int RIGHT = 760;
  private static final int MARGIN = 24;
  private static final int HEAD = 96;
  private static final int BAR = 9;
  private static final int ROW = 2 * BAR + 9;
  private static final int GROUP_GAP = 30;
  private static final int FOOT = 44;
  private static final int GAP = 6;

  private static final String DEFINITIONS =
      """
      <defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#f3ece2"/><line x1="0" y1="0" x2="0" y2="5" stroke="#9a6b2f" stroke-width="2.2"/></pattern></defs>
      <style>
      text { font-family: system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1d2733; }
      .title { font-size: 19px; font-weight: 600; }
      .subtitle { font-size: 12.5px; fill: #556270; }
      .group { font-size: 13.5px; font-weight: 600; }
      .label { font-size: 12px; text-anchor: end; }
      .value { font-size: 10.5px; fill: #333f4c; }
      .ratio { font-size: 12.5px; font-weight: 600; text-anchor: end; }
      .tick { font-size: 11px; text-anchor: middle; fill: #556270; }
      .heading { font-size: 11px; text-anchor: end; fill: #556270; }
      .grid { stroke: #dde3e9; stroke-width: 1; }
      .scalar { fill: url(#hatch); stroke: #9a6b2f; stroke-width: 0.8; }
      .vector { fill: #14507e; stroke: #14507e; stroke-width: 0.8; }
      </style>
      """;

  private final List<Comparison> comparisons;
  private final List<String> parameters;
  private final LogAxis axis;
  private final Svg svg = new Svg();
  private double y = HEAD;

  private Chart(List<Comparison> comparisons, Collection<String> parameters) {
    this.comparisons = comparisons;
    this.parameters = List.copyOf(parameters);
    this.axis =
        LogAxis.around(
            comparisons.stream().flatMap(Chart::results).mapToDouble(Result::time).toArray(),
            LEFT,
            RIGHT);
  }

  /**
   * The chart's file.
   *
   * @param title what was measured
   * @param subtitle where and how
   * @param comparisons at least one
   * @param parameters the names of their parameters, in the order of the labels
   */
  static String of(
      String title, String subtitle, List<Comparison> comparisons, Collection<String> parameters) {
    return new Chart(comparisons, parameters).draw(title, subtitle);
  }

  private static Stream<Result> results(Comparison comparison) {
    return Stream.concat(Stream.of(comparison.scalar()), comparison.vector().stream());
  }

  private String draw(String title, String subtitle) {
    svg.text(MARGIN, 34, "title", title);
    svg.text(MARGIN, 55, "subtitle", subtitle);
    legend();
    grid();
    Optional<String> group = Optional.empty();
    for (Comparison comparison : comparisons) {
      if (!group.equals(Optional.of(comparison.operation()))) {
        group = Optional.of(comparison.operation());
        svg.text(MARGIN, y + GROUP_GAP - 8, "group", comparison.operation());
        y += GROUP_GAP;
      }
      row(comparison);
    }
    return svg.document(WIDTH, height(), title, DEFINITIONS);
  }

  private int height() {
    return HEAD + (int) groups() * GROUP_GAP + comparisons.size() * ROW + FOOT;
  }

  private long groups() {
    long groups = 0;
    String before = "";
    for (Comparison comparison : comparisons) {
      groups += comparison.operation().equals(before) ? 0 : 1;
      before = comparison.operation();
    }
    return groups;
  }

  private void legend() {
    svg.rectangle(MARGIN, 68, 26, BAR, "scalar");
    svg.text(MARGIN + 33, 77, "subtitle", "scalar kernels");
    svg.rectangle(MARGIN + 140, 68, 26, BAR, "vector");
    svg.text(MARGIN + 173, 77, "subtitle", "vector kernels");
    svg.text(WIDTH - MARGIN, 77, "heading", "vectors are faster");
    svg.text(WIDTH - MARGIN, 91, "heading", "by a factor of");
  }

  private void grid() {
    double bottom = height() - FOOT + 8.0;
    String unit = comparisons.getFirst().scalar().unit().replace("us", "µs");
    axis.ticks()
        .forEach(
            tick -> {
              double x = axis.position(tick);
              svg.line(x, HEAD, x, bottom, "grid");
              svg.text(x, bottom + 17, "tick", plain(tick) + " " + unit);
            });
  }

  private static String plain(double tick) {
    return tick >= 1
        ? String.format(Locale.ROOT, "%,.0f", tick)
        : Double.toString(Math.round(tick * 1e6) / 1e6);
  }

  private void row(Comparison comparison) {
    svg.text(LEFT - 10.0, y + BAR + 4, "label", label(comparison.scalar()));
    bar(comparison.scalar(), y, "scalar");
    comparison.vector().ifPresent(vector -> bar(vector, y + BAR, "vector"));
    comparison
        .ratio()
        .ifPresent(
            ratio ->
                svg.text(
                    WIDTH - MARGIN,
                    y + BAR + 4,
                    "ratio",
                    String.format(Locale.ROOT, "%.1f", ratio)));
    y += ROW;
  }

  private void bar(Result result, double top, String style) {
    double end = axis.position(result.time());
    svg.rectangle(LEFT, top, end - LEFT, BAR, style);
    svg.text(end + GAP, top + BAR - 0.5, "value", Names.number(result.time()));
  }

  private String label(Result result) {
    return parameters.stream()
        .filter(result.parameters()::containsKey)
        .map(name -> Names.phrase(name, result.parameters().getOrDefault(name, "")))
        .collect(Collectors.joining(", "));
  }
}
