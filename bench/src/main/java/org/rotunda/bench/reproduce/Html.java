package org.rotunda.bench.reproduce;

import java.util.List;

/** Pieces of HTML. */
final class Html {

  private Html() {}

  /** Text as HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A table; columns of words are set to the left, numbers to the right. */
  static String table(
      String caption, List<Summary.Heading> headings, List<? extends List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><caption>");
    html.append(escape(caption)).append("</caption><thead><tr>");
    for (Summary.Heading heading : headings) {
      html.append("<th scope=\"col\"").append(side(heading)).append('>');
      html.append(escape(heading.text())).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String tag = i == 0 ? "th scope=\"row\"" : "td";
        html.append('<').append(tag).append(side(headings.get(i))).append('>');
        html.append(escape(row.get(i))).append(i == 0 ? "</th>" : "</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private static String side(Summary.Heading heading) {
    return heading.words() ? " class=\"words\"" : "";
  }

  /** Something to unfold. */
  static String details(String summary, boolean open, String content) {
    return "<details%s><summary>%s</summary>%s</details>\n"
        .formatted(open ? " open=\"open\"" : "", escape(summary), content);
  }
}
