package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.List;

/** How many uses come at which reuse distance, in classes that double. */
final class ReuseChart {

  private static final double WIDTH = 920;
  private static final double LEFT = 60;
  private static final double RIGHT = 20;
  private static final double TOP = 24;
  private static final double HEIGHT = 150;
  private static final double BOTTOM = 46;

  private final Reuse reuse;
  private final List<Group> groups;

  /**
   * Some uses.
   *
   * @param name which distances
   * @param uses how many uses
   */
  record Group(String name, int uses) {}

  ReuseChart(Reuse reuse) {
    this.reuse = reuse;
    this.groups = groups(reuse);
  }

  /** The first uses, then distances 0, 1, 2-3, 4-7 and so on. */
  static List<Group> groups(Reuse reuse) {
    List<Group> groups = new ArrayList<>();
    groups.add(new Group("first use", reuse.first()));
    for (int least = 0, bound = 1; least <= reuse.largest(); least = bound, bound *= 2) {
      String name = bound - least == 1 ? "" + least : least + "-" + (bound - 1);
      groups.add(new Group(name, reuse.between(least, bound)));
    }
    return groups;
  }

  String toHtml() {
    int most = groups.stream().mapToInt(Group::uses).max().orElse(0);
    Axis uses = new Axis(most, TOP + HEIGHT, TOP);
    Svg svg =
        new Svg(
            WIDTH,
            TOP + HEIGHT + BOTTOM,
            "Uses by the number of other keys used since the same key, %d first uses"
                .formatted(reuse.first()));
    for (double tick : uses.ticks()) {
      svg.line("grid", LEFT, uses.at(tick), WIDTH - RIGHT, uses.at(tick));
      svg.words("tick end", LEFT - 8, uses.at(tick) + 4, Axis.label(tick));
    }
    double step = (WIDTH - LEFT - RIGHT) / groups.size();
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      double x = LEFT + step * i;
      double top = uses.at(group.uses());
      svg.rectangle(
          i == 0 ? "theirs" : "ours", x + step * 0.15, top, step * 0.7, TOP + HEIGHT - top);
      svg.words("value middle", x + step / 2, top - 5, Integer.toString(group.uses()));
      svg.words("tick middle", x + step / 2, TOP + HEIGHT + 16, group.name());
    }
    svg.line("axis", LEFT, TOP + HEIGHT, WIDTH - RIGHT, TOP + HEIGHT);
    svg.words(
        "tick middle",
        (LEFT + WIDTH - RIGHT) / 2,
        TOP + HEIGHT + 36,
        "distinct other keys since the key was last used");
    svg.words("tick end", LEFT - 8, TOP - 10, "uses");
    return svg.toHtml();
  }
}
