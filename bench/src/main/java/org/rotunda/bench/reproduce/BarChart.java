package org.rotunda.bench.reproduce;

import java.util.List;
import java.util.Optional;

/**
 * Horizontal bars.
 *
 * @param title what they show
 * @param unit of the values
 * @param bars from top to bottom
 */
record BarChart(String title, String unit, List<Bar> bars) {

  private static final double WIDTH = 920;
  private static final double LEFT = 110;
  private static final double RIGHT = 150;
  private static final double ROW = 26;
  private static final double TOP = 8;
  private static final double BOTTOM = 42;

  /**
   * One bar.
   *
   * @param name its name
   * @param value its length
   * @param part a part of its length that is marked, if any
   * @param interval ends of an interval around the value, if any
   * @param ours whether it is one of Rotunda's
   * @param label what stands at its end
   */
  record Bar(
      String name,
      double value,
      Optional<Double> part,
      Optional<MedianInterval> interval,
      boolean ours,
      String label) {}

  String toHtml() {
    double bottom = TOP + ROW * bars.size();
    double largest = bars.stream().mapToDouble(BarChart::end).max().orElse(0);
    Axis axis = new Axis(largest, LEFT, WIDTH - RIGHT);
    Svg svg = new Svg(WIDTH, bottom + BOTTOM, title);
    for (double tick : axis.ticks()) {
      svg.line("grid", axis.at(tick), TOP, axis.at(tick), bottom);
      svg.words("tick middle", axis.at(tick), bottom + 16, Axis.label(tick));
    }
    svg.words("tick middle", (LEFT + WIDTH - RIGHT) / 2, bottom + 34, unit);
    for (int i = 0; i < bars.size(); i++) {
      bar(svg, axis, bars.get(i), TOP + ROW * i);
    }
    svg.line("axis", LEFT, TOP, LEFT, bottom);
    return svg.toHtml();
  }

  private static void bar(Svg svg, Axis axis, Bar bar, double top) {
    double middle = top + ROW / 2;
    svg.words("name end", LEFT - 8, middle + 4, bar.name());
    String style = bar.ours() ? "ours" : "theirs";
    double length = axis.at(bar.value()) - LEFT;
    svg.rectangle(bar.part().isPresent() ? "whole" : style, LEFT, top + 5, length, ROW - 10);
    bar.part()
        .ifPresent(part -> svg.rectangle(style, LEFT, top + 5, axis.at(part) - LEFT, ROW - 10));
    bar.interval()
        .ifPresent(
            interval -> {
              double low = axis.at(interval.low());
              double high = axis.at(interval.high());
              for (String line : List.of("halo", "whisker")) {
                svg.line(line, low, middle, high, middle);
                svg.line(line, low, middle - 4, low, middle + 4);
                svg.line(line, high, middle - 4, high, middle + 4);
              }
            });
    svg.words("value", axis.at(end(bar)) + 8, middle + 4, bar.label());
  }

  private static double end(Bar bar) {
    return Math.max(bar.value(), bar.interval().map(MedianInterval::high).orElse(0.0));
  }
}
