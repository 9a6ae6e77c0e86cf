package org.rotunda.compiler.program;

import java.util.List;

/** The entries that a window contributes between two channels of images. */
final class WindowEntries {

  private WindowEntries() {}

  /**
   * Visits the entries from an input channel to an output channel; the coefficient's number is row
   * times width plus column within the window.
   */
  static void forEach(
      Window window,
      TensorLayout input,
      TensorLayout output,
      int inputChannel,
      int outputChannel,
      TensorMap.EntryConsumer consumer) {
    int from = inputChannel * input.strides().get(0);
    int to = outputChannel * output.strides().get(0);
    for (int y = 0; y < output.shape().get(1); y++) {
      for (int x = 0; x < output.shape().get(2); x++) {
        int target = to + y * output.strides().get(1) + x * output.strides().get(2);
        for (int dy = 0; dy < window.height(); dy++) {
          int row = y * window.stride() + dy - window.padding();
          for (int dx = 0; dx < window.width(); dx++) {
            int column = x * window.stride() + dx - window.padding();
            if (row >= 0
                && row < input.shape().get(1)
                && column >= 0
                && column < input.shape().get(2)) {
              int source = from + row * input.strides().get(1) + column * input.strides().get(2);
              consumer.accept(target, source, dy * window.width() + dx);
            }
          }
        }
      }
    }
  }

  /**
   * Returns the shape of the result of moving a window over an image.
   *
   * @throws ShapeException if the image doesn't have three dimensions or is smaller than the window
   */
  static List<Integer> outputShape(Window window, TensorLayout input, int channels) {
    if (input.shape().size() != 3) {
      throw new ShapeException(
          "Expected an image of shape [channels, height, width], found "
              + input.shape()
              + "; declare the input with three dimensions.");
    }
    return List.of(
        channels,
        window.positions(input.shape().get(1), window.height()),
        window.positions(input.shape().get(2), window.width()));
  }

  /**
   * Checks that two layouts are those of a window's argument and result.
   *
   * @throws ShapeException if they aren't
   */
  static void check(Window window, TensorLayout input, TensorLayout output) {
    List<Integer> expected = outputShape(window, input, output.shape().getFirst());
    if (!output.shape().equals(expected)) {
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
