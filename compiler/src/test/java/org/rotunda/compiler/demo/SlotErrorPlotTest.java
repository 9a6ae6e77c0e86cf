package org.rotunda.compiler.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.demo.SlotErrorPlot.Panel;

class SlotErrorPlotTest {
  private static final int DARK = 100;

  @TempDir private Path folder;

  private static Panel panel(double... logErrors) {
    return Panel.of("title", logErrors, 0x1p-10, 0x1p-14);
  }

  private BufferedImage drawn(List<Panel> panels) throws IOException {
    Path file = folder.resolve("plot.png");
    SlotErrorPlot.write(file, panels);
    return ImageIO.read(file.toFile());
  }

  /** The rows of a column's dark pixels within the first panel. */
  private static int[] dark(BufferedImage image, int x) {
    return IntStream.range(60, SlotErrorPlot.PANEL - 60)
        .filter(y -> image.getRaster().getSample(x, y, 0) < DARK)
        .toArray();
  }

  @Test
  void everyPanelHasItsPlace() throws IOException {
    BufferedImage image = drawn(List.of(panel(-12), panel(-13), panel(-12)));

    assertThat(image.getWidth()).isEqualTo(SlotErrorPlot.WIDTH);
    assertThat(image.getHeight()).isEqualTo(3 * SlotErrorPlot.PANEL);
  }

  @Test
  void largerErrorsStandHigherAndTheBoundAboveThem() throws IOException {
    BufferedImage image = drawn(List.of(panel(-16, -12)));
    int first = 90;
    int second = 90 + 540;
    int between = first + 200;
    int bound = dark(image, between)[0];

    int larger = IntStream.of(dark(image, second)).filter(y -> y > bound + 4).findFirst().orElse(0);
    assertThat(larger).isGreaterThan(bound);
    assertThat(IntStream.of(dark(image, first + 2)).anyMatch(y -> y > larger + 20)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5000})
  void slotsMayBeFewOrManyAndWithoutError(int slots) throws IOException {
    double[] exact = IntStream.range(0, slots).mapToDouble(i -> -53).toArray();

    assertThat(drawn(List.of(panel(exact))).getWidth()).isEqualTo(SlotErrorPlot.WIDTH);
  }

  @Test
  void placeThatCanNotBeWrittenHasNoFile() {
    Path file = folder.resolve("none").resolve("plot.png");

    assertThatThrownBy(() -> SlotErrorPlot.write(file, List.of(panel(-12))))
        .isInstanceOf(IOException.class);
    assertThat(Files.exists(file)).isFalse();
  }
}
