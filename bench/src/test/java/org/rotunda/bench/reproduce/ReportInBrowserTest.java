package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report page as a browser lays it out. */
class ReportInBrowserTest {

  /** Unfolds everything, measures, and leaves what is wrong as an attribute of the document. */
  private static final String INSPECTION =
      """
      <script>
      document.querySelectorAll('details').forEach(d => d.open = true);
      const wrong = [];
      const root = document.documentElement;
      if (root.scrollWidth > root.clientWidth) wrong.push('wider than the window');
      for (const svg of document.querySelectorAll('svg[role=img]')) {
        const frame = svg.getBoundingClientRect();
        if (frame.width === 0 || frame.height === 0) wrong.push('empty ' + svg.ariaLabel);
        const boxes = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
        for (const [text, box] of boxes) {
          if (box.left < frame.left - 1 || box.right > frame.right + 1
              || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
            wrong.push('cut ' + text.textContent);
          for (const [other, near] of boxes)
            if (other !== text && box.left + 1 < near.right && near.left + 1 < box.right
                && box.top + 3 < near.bottom && near.top + 3 < box.bottom)
              wrong.push('overlap of ' + text.textContent + ' and ' + other.textContent);
        }
        for (const shape of svg.querySelectorAll('rect.ours, rect.stay, rect.wait, path.bytes')) {
          const box = shape.getBoundingClientRect();
          if (box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
            wrong.push('a shape outside ' + svg.ariaLabel);
        }
      }
      root.setAttribute('data-wrong', wrong.join('; '));
      </script>
      """;

  /** Leaves where the marks of pictures that are open are, as an attribute of the document. */
  private static final String MARKS =
      """
      <script>
      const marks = [];
      for (const svg of document.querySelectorAll('svg[role=img]')) {
        if (svg.closest('details:not([open])')) continue;
        for (const mark of svg.querySelectorAll(
            'rect.ours, rect.theirs, rect.loading, rect.stay, rect.wait')) {
          const box = mark.getBoundingClientRect();
          marks.push([mark.getAttribute('class'), box.left + scrollX, box.top + scrollY,
              box.width, box.height].join(' '));
        }
      }
      document.documentElement.setAttribute('data-marks', marks.join(';'));
      </script>
      """;

  private static final int WIDTH = 1200;
  private static final int HEIGHT = 6000;

  /** Nearly a quarter of the way from black to white: an edge that people see. */
  private static final double VISIBLE = 60;

  /** A mark of a picture. */
  private record Mark(String style, double x, double y, double width, double height) {
    static Mark of(String text) {
      String[] parts = text.split(" ", -1);
      return new Mark(
          parts[0],
          Double.parseDouble(parts[1]),
          Double.parseDouble(parts[2]),
          Double.parseDouble(parts[3]),
          Double.parseDouble(parts[4]));
    }

    /** The mean luma of its inside, without its edge. */
    double luma(BufferedImage picture) {
      double sum = 0;
      int count = 0;
      for (int py = (int) Math.ceil(y + 1.5); py < y + height - 2.5; py++) {
        for (int px = (int) Math.ceil(x + 1.5); px < x + width - 2.5; px++) {
          sum += grey(picture.getRGB(px, py));
          count++;
        }
      }
      return sum / count;
    }

    boolean isLarge() {
      return width >= 6 && height >= 5 && y + height < HEIGHT;
    }
  }

  @TempDir private Path folder;
  private String html;
  private Path page;
  private Browser browser;

  @BeforeEach
  void open() throws IOException {
    Optional<Browser> found = Browser.find(folder);
    assumeTrue(
        found.isPresent(),
        "No Chromium was found on the PATH, so the page is not looked at; install chromium.");
    browser = found.get();
    page = folder.resolve("page.html");
    html = new ReportPage(SyntheticMeasurement.ofLola(folder)).toHtml();
    Files.writeString(page, html.replace("</body>", INSPECTION + "</body>"));
  }

  @ParameterizedTest
  @ValueSource(ints = {800, 1200, 1800})
  void nothingIsCutOrOverlaps(int width) throws IOException, InterruptedException {
    Matcher wrong =
        Pattern.compile("data-wrong=\"([^\"]*)\"").matcher(browser.document(page, width));

    assertThat(wrong.find()).isTrue();
    assertThat(wrong.group(1)).isEmpty();
  }

  /**
   * Bars of our plans, which touch the paper and stand beside bars of other ways; loads and stays,
   * which touch each other; waits: luma tells them apart.
   */
  @Test
  void neighbouringMarksDifferWithoutColour() throws IOException, InterruptedException {
    Files.writeString(page, html.replace("</body>", MARKS + "</body>"));
    Matcher found =
        Pattern.compile("data-marks=\"([^\"]*)\"").matcher(browser.document(page, WIDTH));
    assertThat(found.find()).isTrue();
    BufferedImage picture = ImageIO.read(browser.screenshot(page, WIDTH, HEIGHT).toFile());
    Map<String, List<Double>> lumas = new TreeMap<>();
    for (String text : found.group(1).split(";", -1)) {
      Mark mark = Mark.of(text);
      if (mark.isLarge()) {
        lumas.computeIfAbsent(mark.style(), _ -> new ArrayList<>()).add(mark.luma(picture));
      }
    }
    double paper = grey(picture.getRGB(WIDTH - 2, 2));

    assertThat(picture.getWidth()).isEqualTo(WIDTH);
    assertThat(lumas).containsKeys("ours", "theirs", "loading", "stay", "wait");
    requireVisible("ours", lumas, paper);
    requireVisible("stay", lumas, paper);
    requireVisible("wait", lumas, paper);
    requireApart("ours", "theirs", lumas);
    requireApart("stay", "loading", lumas);
  }

  /** Fails unless every mark of a style is as far from the paper as people see. */
  private static void requireVisible(String style, Map<String, List<Double>> lumas, double paper) {
    assertThat(lumas.getOrDefault(style, List.of()))
        .as(style)
        .allSatisfy(luma -> assertThat(Math.abs(luma - paper)).isGreaterThan(VISIBLE));
  }

  /** Fails unless the one style is darker than the other, whose marks have patterns, visibly. */
  private static void requireApart(String dark, String light, Map<String, List<Double>> lumas) {
    assertThat(mean(light, lumas) - mean(dark, lumas))
        .as("%s beside %s", dark, light)
        .isGreaterThan(VISIBLE);
  }

  private static double mean(String style, Map<String, List<Double>> lumas) {
    return lumas.getOrDefault(style, List.of()).stream()
        .mapToDouble(luma -> luma)
        .average()
        .orElse(Double.NaN);
  }

  /** Luma of ITU-R BT.601, which is what a page without colour shows. */
  private static int grey(int rgb) {
    int red = rgb >> 16 & 0xFF;
    int green = rgb >> 8 & 0xFF;
    int blue = rgb & 0xFF;
    return (299 * red + 587 * green + 114 * blue) / 1000;
  }
}
