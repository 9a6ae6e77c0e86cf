package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.compiler.cli.job.ByteSize;

/**
 * Keys in memory over the time of a run: a strip of waits, a row a key, and the bytes of all below
 * with the budget as a line.
 */
final class TimelineChart {

  private static final double MEBIBYTE = 1 << 20;
  private static final double WIDTH = 920;
  private static final double LEFT = 110;
  private static final double RIGHT = 20;
  private static final double STRIP_TOP = 8;
  private static final double STRIP = 14;
  private static final double ROWS_TOP = STRIP_TOP + STRIP + 8;
  private static final double ROWS = 320;
  private static final double TALLEST_ROW = 9;
  private static final double BYTES = 110;
  private static final double GAP = 18;
  private static final double BOTTOM = 42;

  private final Result result;
  private final Timeline timeline;
  private final Map<String, Integer> rows = new LinkedHashMap<>();
  private final Map<String, Long> mostBytes = new HashMap<>();
  private final double rowHeight;
  private final double bytesTop;
  private final double bytesBottom;
  private final Axis time;
  private final Axis bytes;
  private final long budget;

  TimelineChart(Result result) {
    this.result = result;
    this.timeline = result.timeline();
    timeline.stays().forEach(stay -> rows.putIfAbsent(stay.key(), rows.size()));
    timeline.stays().forEach(stay -> mostBytes.merge(stay.key(), stay.bytes(), Math::max));
    this.rowHeight = Math.min(TALLEST_ROW, ROWS / Math.max(1, rows.size()));
    this.bytesTop = ROWS_TOP + rowHeight * rows.size() + GAP;
    this.bytesBottom = bytesTop + BYTES;
    this.time = new Axis(timeline.seconds(), LEFT, WIDTH - RIGHT);
    this.budget = result.contender().plan().keyBudget();
    double most = Math.max(budget, result.statistics().peakBytes()) / MEBIBYTE;
    this.bytes = new Axis(1.08 * most, bytesBottom, bytesTop);
  }

  String toHtml() {
    Svg svg =
        new Svg(
            WIDTH,
            bytesBottom + BOTTOM,
            "Keys in memory over the time of a run of " + result.contender().name());
    for (double tick : time.ticks()) {
      svg.line("grid", time.at(tick), STRIP_TOP, time.at(tick), bytesBottom);
      svg.words("tick middle", time.at(tick), bytesBottom + 16, Axis.label(tick));
    }
    svg.words("tick middle", (LEFT + WIDTH - RIGHT) / 2, bytesBottom + 34, "seconds");
    waits(svg);
    stays(svg);
    bytes(svg);
    return svg.toHtml();
  }

  private void waits(Svg svg) {
    svg.words("name end", LEFT - 8, STRIP_TOP + 11, "waits");
    svg.rectangle("frame", LEFT, STRIP_TOP, WIDTH - RIGHT - LEFT, STRIP);
    for (Timeline.Stall stall : timeline.stalls()) {
      double from = time.at(Math.max(0, stall.start()));
      svg.rectangle(
          "wait",
          from,
          STRIP_TOP,
          Math.max(0.6, time.at(stall.end()) - from),
          STRIP,
          "waited %.0f ms for %s".formatted(1e3 * (stall.end() - stall.start()), stall.key()));
    }
  }

  private void stays(Svg svg) {
    svg.words("name end", LEFT - 8, ROWS_TOP + 11, rows.size() + " keys,");
    svg.words("name end", LEFT - 8, ROWS_TOP + 26, "a row each");
    double inset = rowHeight > 4 ? 0.8 : 0.2;
    for (Timeline.Stay stay : timeline.stays()) {
      Integer row = rows.get(stay.key());
      if (row != null) {
        double part = stay.bytes() / (double) mostBytes.getOrDefault(stay.key(), stay.bytes());
        double height = part * (rowHeight - 2 * inset);
        double top = ROWS_TOP + rowHeight * (row + 1) - inset - height;
        String hint =
            "%s to level %d, %s, loaded in %.0f ms, in memory from %.3f to %.3f s"
                .formatted(
                    stay.key(),
                    stay.level(),
                    new ByteSize(stay.bytes()),
                    1e3 * (stay.ready() - stay.start()),
                    stay.start(),
                    stay.end());
        double ready = time.at(Math.max(0, stay.ready()));
        double start = time.at(Math.max(0, stay.start()));
        svg.rectangle("loading", start, top, ready - start, height);
        svg.rectangle("stay", ready, top, Math.max(0.6, time.at(stay.end()) - ready), height, hint);
      }
    }
  }

  private record Change(double at, double mebibytes) {}

  private void bytes(Svg svg) {
    for (double tick : bytes.ticks()) {
      svg.line("grid", LEFT, bytes.at(tick), WIDTH - RIGHT, bytes.at(tick));
      svg.words("tick end", LEFT - 8, bytes.at(tick) + 4, Axis.label(tick));
    }
    svg.words("name end", LEFT - 40, bytesTop + 14, "MiB of");
    svg.words("name end", LEFT - 40, bytesTop + 29, "keys");
    svg.path("bytes", steps());
    svg.line("axis", LEFT, bytesBottom, WIDTH - RIGHT, bytesBottom);
    double line = bytes.at(budget / MEBIBYTE);
    svg.line("budget", LEFT, line, WIDTH - RIGHT, line);
    svg.words("value end", WIDTH - RIGHT - 4, line - 5, "budget " + new ByteSize(budget));
  }

  /** The sum of bytes in memory as a closed path of steps. */
  private String steps() {
    List<Change> changes = new ArrayList<>();
    for (Timeline.Stay stay : timeline.stays()) {
      changes.add(new Change(Math.max(0, stay.start()), stay.bytes() / MEBIBYTE));
      changes.add(new Change(stay.end(), -stay.bytes() / MEBIBYTE));
    }
    // At one moment, keys leave before others come.
    changes.sort(Comparator.comparingDouble(Change::at).thenComparingDouble(Change::mebibytes));
    StringBuilder path = new StringBuilder();
    double sum = 0;
    path.append('M').append(Svg.at(LEFT)).append(' ').append(Svg.at(bytesBottom));
    for (Change change : changes) {
      path.append('H').append(Svg.at(time.at(change.at())));
      sum += change.mebibytes();
      path.append('V').append(Svg.at(bytes.at(Math.max(0, sum))));
    }
    return path.append('H')
        .append(Svg.at(WIDTH - RIGHT))
        .append('V')
        .append(Svg.at(bytesBottom))
        .append('Z')
        .toString();
  }
}
