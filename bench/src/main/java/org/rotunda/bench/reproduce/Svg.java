package org.rotunda.bench.reproduce;

import java.util.Locale;

/** Builds one SVG picture. Colours and patterns come from the page's style sheet, by class. */
final class Svg {

  private final StringBuilder text = new StringBuilder();
  private final double width;
  private final double height;
  private final String title;

  /**
   * An empty picture.
   *
   * @param title what it shows, for those who can't see it
   */
  Svg(double width, double height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  Svg rectangle(String style, double x, double y, double w, double h) {
    text.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
            .formatted(style, at(x), at(y), at(Math.max(0, w)), at(Math.max(0, h))));
    return this;
  }

  /** A rectangle that says something when it is pointed at. */
  Svg rectangle(String style, double x, double y, double w, double h, String hint) {
    text.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>"
            .formatted(
                style, at(x), at(y), at(Math.max(0, w)), at(Math.max(0, h)), Html.escape(hint)));
    return this;
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    text.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(style, at(x1), at(y1), at(x2), at(y2)));
    return this;
  }

  /** A path along commands such as {@code M0 0L1 1}. */
  Svg path(String style, String commands) {
    text.append("<path class=\"%s\" d=\"%s\"/>".formatted(style, commands));
    return this;
  }

  /** Words; the class decides whether they start, end or are centred there. */
  Svg words(String style, double x, double y, String words) {
    text.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
            .formatted(style, at(x), at(y), Html.escape(words)));
    return this;
  }

  /** The picture. */
  String toHtml() {
    return "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">%s</svg>\n"
        .formatted(at(width), at(height), Html.escape(title), text);
  }

  /** A coordinate with as many digits as can be seen. */
  static String at(double coordinate) {
    String digits = String.format(Locale.ROOT, "%.2f", coordinate);
    return digits.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
