package org.rotunda.compiler.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.compiler.program.clear.ClearBackend;
import org.rotunda.compiler.program.text.ProgramText;

class ConvolutionsTest {

  static long[] seeds() {
    return LongStream.rangeClosed(1, 60).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void twoConvolutionsAgreeWithTheirDefinition(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int slots = 1 << random.nextInt(3, 11);
    int channels = random.nextInt(1, 4);
    int middle = random.nextInt(1, 5);
    int out = random.nextInt(1, 4);
    Image image = new Image(channels, random.nextInt(5, 9), random.nextInt(5, 9), random);
    Window first = new Window(random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 3), 0);
    int size = random.nextInt(2, 4);
    Window second = new Window(size, size, random.nextInt(1, 3), random.nextInt(1, 2));
    WeightTensor k1 =
        TestTensors.weight(random, "k1", middle, channels, first.height(), first.width());
    WeightTensor b1 = TestTensors.weight(random, "b1", middle);
    WeightTensor k2 = TestTensors.weight(random, "k2", out, middle, size, size);
    ProgramBuilder p = ProgramBuilder.of("p", slots, Weights.of("w.json", List.of(k1, b1, k2)));
    Tensor x = p.input("x", TestTensors.layout(random, image.shape(), slots));
    Tensor h = p.convolution(x, p.weight("k1"), p.weight("b1"), first.stride(), first.padding());
    p.output("y", p.convolution(h, p.weight("k2"), second.stride(), second.padding()));

    double[] found =
        new ClearBackend(p.build()).run(Map.of("x", image.pixels)).getOrDefault("y", new double[0]);

    Image expected =
        image
            .convolve(k1.values(), b1.values(), first)
            .convolve(k2.values(), new double[out], second);
    assertThat(found)
        .as("seed %d: %s, %s, %s on %d slots", seed, image.shape(), first, second, slots)
        .isEqualTo(expected.pixels);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void poolingIsTheMeanOfEachWindow(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int slots = 1 << random.nextInt(3, 11);
    Image image =
        new Image(random.nextInt(1, 5), random.nextInt(4, 9), random.nextInt(4, 9), random);
    // A window of a power of two keeps the mean exact.
    int size = 1 << random.nextInt(1, 3);
    Window window = new Window(size, size, random.nextInt(1, 5), random.nextInt(0, 2));
    ProgramBuilder p = ProgramBuilder.of("p", slots);
    p.output(
        "y", p.averagePool(p.input("x", TestTensors.layout(random, image.shape(), slots)), window));

    double[] found =
        new ClearBackend(p.build()).run(Map.of("x", image.pixels)).getOrDefault("y", new double[0]);

    assertThat(found)
        .as("seed %d: %s, %s on %d slots", seed, image.shape(), window, slots)
        .isEqualTo(image.pool(window).pixels);
  }

  @Test
  void aStridedConvolutionLeavesGapsWhereThatTakesFewerDiagonals() {
    WeightTensor k = TestTensors.weight(new SplittableRandom(1), "k", 5, 1, 5, 5);
    ProgramBuilder p = ProgramBuilder.of("p", 8192, Weights.of("w.json", List.of(k)));

    Tensor y = p.convolution(p.input("x", 1, 28, 28), p.weight("k"), 2, 0);

    assertThat(y.layout())
        .isEqualTo(new TensorLayout(List.of(5, 12, 12), List.of(1024, 56, 2), 8192));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void channelsThatMayLieInTheGapsOfStridesAgreeWithTheDefinition(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int slots = 1 << random.nextInt(8, 12);
    Image image =
        new Image(random.nextInt(1, 3), random.nextInt(8, 17), random.nextInt(8, 17), random);
    Window first = new Window(3, 3, 2, random.nextInt(0, 3));
    Window second = new Window(3, 3, random.nextInt(1, 3), 1);
    int middle = 4 * random.nextInt(1, 4);
    int out = 16;
    WeightTensor k1 = TestTensors.weight(random, "k1", middle, image.channels, 3, 3);
    WeightTensor b1 = TestTensors.weight(random, "b1", middle);
    WeightTensor k2 = TestTensors.weight(random, "k2", out, middle, 3, 3);
    WeightTensor b2 = TestTensors.weight(random, "b2", out);
    ProgramBuilder p = ProgramBuilder.of("p", slots, Weights.of("w.json", List.of(k1, b1, k2, b2)));
    Tensor x = p.input("x", image.channels, image.height, image.width);
    Tensor h = p.convolution(x, p.weight("k1"), p.weight("b1"), 2, first.padding());
    p.output("y", p.convolution(h, p.weight("k2"), p.weight("b2"), second.stride(), 1));
    Program read = ProgramText.parse(p.build().toText(), name -> p.weights());

    double[] found =
        new ClearBackend(read).run(Map.of("x", image.pixels)).getOrDefault("y", new double[0]);

    assertThat(found)
        .as("seed %d: %s, %s, %s on %d slots", seed, image.shape(), first, second, slots)
        .isEqualTo(
            image
                .convolve(k1.values(), b1.values(), first)
                .convolve(k2.values(), b2.values(), second)
                .pixels);
  }

  @Test
  void channelsInTheGapsKeepLenetInOneCiphertext() {
    SplittableRandom random = new SplittableRandom(1);
    WeightTensor k1 = TestTensors.weight(random, "k1", 32, 1, 5, 5);
    WeightTensor k2 = TestTensors.weight(random, "k2", 64, 32, 5, 5);
    ProgramBuilder p = ProgramBuilder.of("p", 8192, Weights.of("w.json", List.of(k1, k2)));

    Tensor h = p.convolution(p.input("x", 1, 28, 28), p.weight("k1"), 2, 2);
    Tensor y = p.convolution(h, p.weight("k2"), 2, 2);
    p.output("y", y);

    assertThat(h.layout())
        .isEqualTo(new TensorLayout(List.of(8, 2, 2, 14, 14), List.of(1024, 28, 1, 56, 2), 8192));
    assertThat(y.layout())
        .isEqualTo(new TensorLayout(List.of(4, 4, 4, 7, 7), List.of(1024, 28, 1, 112, 4), 8192));
    assertThat(p.build().ops())
        .filteredOn(Op.LinearTransform.class::isInstance)
        .extracting(op -> ((Op.LinearTransform) op).matrix().indices().size())
        .containsExactly(6 * 6, 4 * 13 * 13);
  }

  @Test
  void channelsShareDiagonals() {
    WeightTensor k = TestTensors.weight(new SplittableRandom(1), "k", 8, 8, 3, 3);
    ProgramBuilder p = ProgramBuilder.of("p", 8192, Weights.of("w.json", List.of(k)));
    p.output("y", p.convolution(p.input("x", 8, 32, 32), p.weight("k"), 1, 1));

    assertThat(p.build().ops())
        .filteredOn(Op.LinearTransform.class::isInstance)
        .singleElement()
        .extracting(op -> ((Op.LinearTransform) op).matrix().indices().size())
        .isEqualTo(8 * 9);
  }

  @Test
  void misfitsAreRefused() {
    WeightTensor k = TestTensors.weight(new SplittableRandom(1), "k", 2, 3, 3, 3);
    WeightTensor v = TestTensors.weight(new SplittableRandom(1), "v", 2);
    ProgramBuilder p = ProgramBuilder.of("p", 64, Weights.of("w.json", List.of(k, v)));
    Tensor image = p.input("image", 2, 5, 5);
    Tensor vector = p.input("vector", 5);

    assertThatThrownBy(() -> p.convolution(image, p.weight("k"), 1, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[2, 2, 3, 3]");
    assertThatThrownBy(() -> p.convolution(image, p.weight("v"), 1, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("output channels");
    assertThatThrownBy(() -> p.convolution(vector, p.weight("k"), 1, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[channels, height, width]");
    assertThatThrownBy(() -> p.averagePool(image, new Window(6, 6, 1, 0)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("smaller window");
    assertThatThrownBy(() -> p.convolution(image, p.weight("k"), 1, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("padding below");
    assertThatThrownBy(() -> p.convolution(image, p.weight("k"), 0, 0))
        .isInstanceOf(ShapeException.class);
  }

  /** An image in the clear. */
  private static final class Image {
    private final int channels;
    private final int height;
    private final int width;
    private final double[] pixels;

    private Image(int channels, int height, int width, double[] pixels) {
      this.channels = channels;
      this.height = height;
      this.width = width;
      this.pixels = pixels;
    }

    Image(int channels, int height, int width, SplittableRandom random) {
      this(channels, height, width, TestTensors.numbers(random, channels * height * width));
    }

    List<Integer> shape() {
      return List.of(channels, height, width);
    }

    private double at(int c, int y, int x) {
      boolean inside = y >= 0 && y < height && x >= 0 && x < width;
      return inside ? pixels[(c * height + y) * width + x] : 0;
    }

    Image convolve(double[] kernel, double[] bias, Window w) {
      int rows = (height + 2 * w.padding() - w.height()) / w.stride() + 1;
      int columns = (width + 2 * w.padding() - w.width()) / w.stride() + 1;
      Image result =
          new Image(bias.length, rows, columns, new double[bias.length * rows * columns]);
      for (int k = 0; k < result.pixels.length; k++) {
        int x = k % columns;
        int y = k / columns % rows;
        int o = k / columns / rows;
        double sum = bias[o];
        for (int c = 0; c < channels; c++) {
          for (int dy = 0; dy < w.height(); dy++) {
            for (int dx = 0; dx < w.width(); dx++) {
              double factor = kernel[((o * channels + c) * w.height() + dy) * w.width() + dx];
              sum +=
                  factor
                      * at(c, y * w.stride() + dy - w.padding(), x * w.stride() + dx - w.padding());
            }
          }
        }
        result.pixels[k] = sum;
      }
      return result;
    }

    Image pool(Window w) {
      int area = w.height() * w.width();
      double[] kernel = new double[channels * channels * area];
      for (int c = 0; c < channels; c++) {
        for (int k = 0; k < area; k++) {
          kernel[(c * channels + c) * area + k] = 1.0 / area;
        }
      }
      return convolve(kernel, new double[channels], w);
    }
  }
}
