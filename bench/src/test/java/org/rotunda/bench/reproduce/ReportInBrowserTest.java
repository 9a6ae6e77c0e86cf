package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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

  @TempDir private Path folder;
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
    String html = new ReportPage(SyntheticMeasurement.ofLola(folder)).toHtml();
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

  @Test
  void thePictureShowsInkInManyShadesOfGrey() throws IOException, InterruptedException {
    BufferedImage picture = ImageIO.read(browser.screenshot(page, 1200, 3000).toFile());
    Set<Integer> greys = new HashSet<>();
    int dark = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int grey = grey(picture.getRGB(x, y));
        greys.add(grey);
        dark += grey < 96 ? 1 : 0;
      }
    }

    assertThat(picture.getWidth()).isEqualTo(1200);
    assertThat(greys).hasSizeGreaterThan(100);
    // Bars of our plans and of keys in memory are dark without colour, and so is the text.
    assertThat(dark).isGreaterThan(picture.getWidth() * picture.getHeight() / 100);
  }

  /** Luma of ITU-R BT.601, which is what a page without colour shows. */
  private static int grey(int rgb) {
    int red = rgb >> 16 & 0xFF;
    int green = rgb >> 8 & 0xFF;
    int blue = rgb & 0xFF;
    return (299 * red + 587 * green + 114 * blue) / 1000;
  }
}
