package org.rotunda.bench.run;

import java.util.Locale;

/** The text of an SVG image that refers to nothing outside itself. */
final class Svg {
  private final StringBuilder body = new StringBuilder();

  /** Adds a text. */
  void text(double x, double y, String style, String text) {
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>",
            x,
            y,
            style,
            escaped(text)));
  }

  /** Adds a rectangle. */
  void rectangle(double x, double y, double width, double height, String style) {
    add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>",
            x,
            y,
            width,
            height,
            style));
  }

  /** Adds a line. */
  void line(double x1, double y1, double x2, double y2, String style) {
    add(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>",
            x1,
            y1,
            x2,
            y2,
            style));
  }

  private void add(String element) {
    body.append(element).append('\n');
  }

  /**
   * The whole file.
   *
   * @param title what it shows, also for those who don't see it
   * @param definitions styles and patterns, as they are
   */
  String document(int width, int height, String title, String definitions) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
    <title>%s</title>
    %s<rect width="100%%" height="100%%" fill="#ffffff"/>
    %s</svg>
    """
        .formatted(width, height, width, height, escaped(title), definitions, body);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
