package org.rotunda.compiler.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.rotunda.keys.wire.AtomicFile;

/**
 * A picture of errors over slots: a panel a bootstrap, a dot a slot, and a line that was predicted
 * to lie above all dots. In shades of grey, with everything written out.
 */
final class SlotErrorPlot {
  static final int WIDTH = 1200;
  static final int PANEL = 400;

  private static final int LEFT = 90;
  private static final int RIGHT = 30;
  private static final int HEAD = 46;
  private static final int FOOT = 54;
  private static final int TICK_BITS = 2;
  private static final int TICKS = 8;

  /** Smaller errors stand at the lower edge. */
  private static final double LOWEST_PART = 1e-3;

  private static final int MANY = 4096;
  private static final Color DOT = new Color(0, 0, 0, 90);
  private static final Color GRID = new Color(222, 222, 222);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);

  /**
   * What one panel shows.
   *
   * @param title above it
   * @param logErrors log2 of the error of every slot
   * @param logBound log2 of the predicted bound
   * @param logTypical log2 of the predicted root mean square
   */
  record Panel(String title, List<Double> logErrors, double logBound, double logTypical) {
    Panel {
      logErrors = List.copyOf(logErrors);
    }

    static Panel of(String title, double[] logErrors, double bound, double typical) {
      return new Panel(
          title, Arrays.stream(logErrors).boxed().toList(), log2(bound), log2(typical));
    }

    private static double log2(double x) {
      return Math.log(x) / Math.log(2);
    }
  }

  private final Graphics2D graphics;
  private final double most;
  private final double least;
  private int top;

  private SlotErrorPlot(Graphics2D graphics, List<Panel> panels) {
    this.graphics = graphics;
    double highest =
        panels.stream()
            .flatMap(panel -> panel.logErrors().stream())
            .mapToDouble(Double::doubleValue)
            .reduce(panels.getFirst().logBound(), Math::max);
    double typical = panels.stream().mapToDouble(Panel::logTypical).min().orElse(highest);
    this.most = TICK_BITS * Math.ceil((highest + 1) / TICK_BITS);
    this.least =
        TICK_BITS * Math.floor((typical + Math.log(LOWEST_PART) / Math.log(2)) / TICK_BITS);
  }

  /** Writes a PNG file, as a whole or not at all. */
  static void write(Path file, List<Panel> panels) throws IOException {
    BufferedImage image =
        new BufferedImage(WIDTH, PANEL * panels.size(), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    SlotErrorPlot plot = new SlotErrorPlot(graphics, panels);
    for (Panel panel : panels) {
      plot.draw(panel);
      plot.top += PANEL;
    }
    graphics.dispose();
    AtomicFile.write(file, out -> ImageIO.write(image, "png", out));
  }

  private void draw(Panel panel) {
    graphics.setFont(TITLE);
    graphics.setColor(Color.BLACK);
    graphics.drawString(panel.title(), LEFT, top + HEAD - 16);
    graphics.setFont(TEXT);
    errorAxis();
    slotAxis(panel.logErrors().size());
    dots(panel.logErrors());
    line(panel.logBound(), new BasicStroke(2), "predicted bound of all slots", -9);
    line(
        panel.logTypical(),
        new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {9, 6}, 0),
        "predicted root mean square",
        19);
  }

  private void errorAxis() {
    int step = TICK_BITS * (int) Math.max(1, Math.ceil((most - least) / (TICK_BITS * TICKS)));
    for (double value = most; value >= least; value -= step) {
      int y = y(value);
      graphics.setColor(GRID);
      graphics.drawLine(LEFT, y, WIDTH - RIGHT, y);
      graphics.setColor(Color.BLACK);
      String label = "2^%.0f".formatted(value);
      graphics.drawString(label, LEFT - 10 - width(label), y + 5);
    }
    graphics.rotate(-Math.PI / 2);
    String name = "error";
    graphics.drawString(name, -(top + (HEAD + PANEL - FOOT) / 2) - width(name) / 2, 22);
    graphics.rotate(Math.PI / 2);
    graphics.drawRect(LEFT, top + HEAD, WIDTH - RIGHT - LEFT, PANEL - FOOT - HEAD);
  }

  private void slotAxis(int slots) {
    int bottom = top + PANEL - FOOT;
    int ticks = Math.min(slots, TICKS);
    for (int i = 0; i <= ticks; i++) {
      int slot = (int) ((long) i * slots / ticks);
      int x = x(slot, slots);
      graphics.drawLine(x, bottom, x, bottom + 5);
      String label = Integer.toString(slot);
      graphics.drawString(label, x - width(label) / 2, bottom + 20);
    }
    String name = "slot";
    graphics.drawString(name, (LEFT + WIDTH - RIGHT - width(name)) / 2, bottom + 40);
  }

  private void dots(List<Double> logErrors) {
    int size = logErrors.size() < MANY ? 5 : 2;
    graphics.setColor(logErrors.size() < MANY ? Color.BLACK : DOT);
    for (int slot = 0; slot < logErrors.size(); slot++) {
      int x = x(slot, logErrors.size());
      int y = y(Math.max(least, logErrors.get(slot)));
      graphics.fillRect(x - size / 2, y - size / 2, size, size);
    }
  }

  /**
   * A line across, black on white, with its name and value.
   *
   * @param below how far the text stands below the line
   */
  private void line(double value, BasicStroke stroke, String name, int below) {
    int y = y(value);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(stroke.getLineWidth() + 4));
    graphics.drawLine(LEFT + 2, y, WIDTH - RIGHT - 2, y);
    graphics.setColor(Color.BLACK);
    graphics.setStroke(stroke);
    graphics.drawLine(LEFT, y, WIDTH - RIGHT, y);
    graphics.setStroke(new BasicStroke());
    String label = "%s 2^%.1f".formatted(name, value);
    int x = WIDTH - RIGHT - width(label) - 12;
    graphics.setColor(Color.WHITE);
    graphics.fillRect(x - 6, y + below - 13, width(label) + 12, 17);
    graphics.setColor(Color.BLACK);
    graphics.drawString(label, x, y + below);
  }

  private int width(String text) {
    return graphics.getFontMetrics().stringWidth(text);
  }

  private int x(int slot, int slots) {
    return LEFT + (int) ((long) slot * (WIDTH - RIGHT - LEFT) / slots);
  }

  private int y(double value) {
    double part = (most - value) / (most - least);
    return top + HEAD + (int) Math.round(part * (PANEL - FOOT - HEAD));
  }
}
