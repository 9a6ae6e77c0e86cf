package org.rotunda.compiler.program;

import java.util.List;

/**
 * The entries that a window contributes between two channels of images. An image's last two
 * dimensions are height and width; all before them are its channels, in row-major order.
 */
final class WindowEntries {

  private WindowEntries() {}

  /**
   * Visits the entries from an input channel to an output channel; the coefficient's number is row
   * times width plus column within the window.
   *
   * @param from position of the input channel
   * @param to position of the output channel
   */
  static void forEach(
      Window window,
      TensorLayout input,
      TensorLayout output,
      int from,
      int to,
      TensorMap.EntryConsumer consumer) {
    int rows = size(input, 2);
    int columns = size(input, 1);
    for (int y = 0; y < size(output, 2); y++) {
      for (int x = 0; x < size(output, 1); x++) {
        int target = to + y * stride(output, 2) + x * stride(output, 1);
        for (int dy = 0; dy < window.height(); dy++) {
          int row = y * window.stride() + dy - window.padding();
          for (int dx = 0; dx < window.width(); dx++) {
            int column = x * window.stride() + dx - window.padding();
            if (row >= 0 && row < rows && column >= 0 && column < columns) {
              int source = from + row * stride(input, 2) + column * stride(input, 1);
              consumer.accept(target, source, dy * window.width() + dx);
            }
          }
        }
      }
    }
  }

  /** The size of a dimension counted from the last, which is 1. */
  static int size(TensorLayout layout, int fromEnd) {
    return layout.shape().get(layout.shape().size() - fromEnd);
  }

  /** The stride of a dimension counted from the last, which is 1. */
  static int stride(TensorLayout layout, int fromEnd) {
    return layout.strides().get(layout.strides().size() - fromEnd);
  }

  /**
   * Returns the shape of the result of moving a window over an image, with one dimension of
   * channels.
   *
   * @throws ShapeException if the image has fewer than three dimensions or is smaller than the
   *     window
   */
  static List<Integer> outputShape(Window window, TensorLayout input, int channels) {
    input.channelPositions();
    return List.of(
        channels,
        window.positions(size(input, 2), window.height()),
        window.positions(size(input, 1), window.width()));
  }

  /**
   * Checks that two layouts are those of a window's argument and result.
   *
   * @throws ShapeException if they aren't
   */
  static void check(Window window, TensorLayout input, TensorLayout output) {
    int channels = output.channelPositions().length;
    List<Integer> expected = outputShape(window, input, channels);
    if (!List.of(channels, size(output, 2), size(output, 1)).equals(expected)) {
      throw new ShapeException(
          "Expected a result of shape "
              + expected
              + " for an image of shape "
              + input.shape()
              + ", found "
              + output.shape()
              + "; correct the window or the layout.");
    }
  }
}
