package org.rotunda.compiler.program;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A linear map from tensors of one layout to tensors of another: a layer without its bias. */
public sealed interface TensorMap {

  /** Receives the entries of a map's matrix. */
  @FunctionalInterface
  interface EntryConsumer {
    /**
     * Takes one entry.
     *
     * @param output position in the output layout
     * @param input position in the input layout
     * @param coefficient number of the entry's coefficient
     */
    void accept(int output, int input, int coefficient);
  }

  /** Returns the layout of the map's argument. */
  TensorLayout input();

  /** Returns the layout of the map's result. */
  TensorLayout output();

  /**
   * Visits every entry that isn't zero by its place, each once. Entries are listed whatever the
   * weights' values are, so that the keys a program needs say nothing about them.
   */
  void forEachEntry(EntryConsumer consumer);

  /** Returns the coefficients by number. */
  IntToDoubleFunction coefficients(Weights weights);

  /**
   * Checks the map's weight.
   *
   * @throws ProgramException if it is missing or its shape doesn't fit
   */
  void check(Weights weights);

  /**
   * A dense matrix: output element r is the sum over c of weight[r][c] times input element c,
   * elements counted in row-major order.
   *
   * @param weight matrix of shape (elements of the output, elements of the input)
   */
  record Linear(WeightSlice weight, TensorLayout input, TensorLayout output) implements TensorMap {

    @Override
    public void forEachEntry(EntryConsumer consumer) {
      int[] rows = output.positions();
      int[] columns = input.positions();
      for (int row = 0; row < rows.length; row++) {
        for (int column = 0; column < columns.length; column++) {
          consumer.accept(rows[row], columns[column], row * columns.length + column);
        }
      }
    }

    @Override
    public IntToDoubleFunction coefficients(Weights weights) {
      double[] values = weights.values(weight);
      return k -> values[k];
    }

    @Override
    public void check(Weights weights) {
      List<Integer> expected = List.of(output.size(), input.size());
      List<Integer> found = weights.shape(weight);
      if (!found.equals(expected)) {
        throw new ShapeException(
            "Expected a matrix of shape "
                + expected
                + " as weight "
                + weight.toText()
                + ", found "
                + found
                + "; its columns are the input's elements and its rows the output's.");
      }
    }
  }

  /**
   * A two-dimensional convolution (cross-correlation, as networks use it): output (o, y, x) is the
   * sum over c, dy, dx of kernel[o][c][dy][dx] times input (c, y * stride + dy - padding, x *
   * stride + dx - padding), zero outside the image.
   *
   * @param kernel weight of shape (output channels, input channels, window height, window width)
   * @param input layout of shape (input channels, height, width)
   * @param output layout of shape (output channels, height, width)
   */
  record Convolution(WeightSlice kernel, Window window, TensorLayout input, TensorLayout output)
      implements TensorMap {

    /**
     * Creates a convolution.
     *
     * @throws ShapeException if the layouts have fewer than three dimensions or don't fit the
     *     window
     */
    public Convolution {
      WindowEntries.check(window, input, output);
    }

    @Override
    public void forEachEntry(EntryConsumer consumer) {
      int[] from = input.channelPositions();
      int[] to = output.channelPositions();
      int area = window.height() * window.width();
      for (int o = 0; o < to.length; o++) {
        for (int c = 0; c < from.length; c++) {
          int first = (o * from.length + c) * area;
          WindowEntries.forEach(
              window, input, output, from[c], to[o], (y, x, k) -> consumer.accept(y, x, first + k));
        }
      }
    }

    @Override
    public IntToDoubleFunction coefficients(Weights weights) {
      double[] values = weights.values(kernel);
      return k -> values[k];
    }

    @Override
    public void check(Weights weights) {
      List<Integer> expected =
          List.of(
              output.channelPositions().length,
              input.channelPositions().length,
              window.height(),
              window.width());
      List<Integer> found = weights.shape(kernel);
      if (!found.equals(expected)) {
        throw new ShapeException(
            "Expected a kernel of shape "
                + expected
                + " as weight "
                + kernel.toText()
                + ", found "
                + found
                + "; its dimensions are output channels, input channels, height and width.");
      }
    }
  }

  /**
   * Mean over a window in every channel; zeros of the padding count.
   *
   * @param input layout of shape (channels, height, width)
   * @param output layout of shape (channels, height, width)
   */
  record AveragePooling(Window window, TensorLayout input, TensorLayout output)
      implements TensorMap {

    /**
     * Creates a pooling.
     *
     * @throws ShapeException if the layouts have fewer than three dimensions, differ in channels or
     *     don't fit the window
     */
    public AveragePooling {
      WindowEntries.check(window, input, output);
      if (input.channelPositions().length != output.channelPositions().length) {
        throw new ShapeException(
            "Expected as many output channels as input channels for pooling, found "
                + input.shape()
                + " and "
                + output.shape()
                + "; pooling keeps channels.");
      }
    }

    @Override
    public void forEachEntry(EntryConsumer consumer) {
      int[] from = input.channelPositions();
      int[] to = output.channelPositions();
      for (int c = 0; c < from.length; c++) {
        WindowEntries.forEach(window, input, output, from[c], to[c], consumer);
      }
    }

    @Override
    public IntToDoubleFunction coefficients(Weights weights) {
      double mean = 1.0 / (window.height() * window.width());
      return k -> mean;
    }

    @Override
    public void check(Weights weights) {
      // A pooling has no weight.
    }
  }

  /**
   * The identity from one layout to another of as many elements, in row-major order.
   *
   * @param input layout of the argument
   * @param output layout of the result
   */
  record Relayout(TensorLayout input, TensorLayout output) implements TensorMap {

    /**
     * Creates a change of layout.
     *
     * @throws ShapeException if the numbers of elements differ
     */
    public Relayout {
      if (input.size() != output.size()) {
        throw new ShapeException(
            "Expected as many elements after a change of layout as before, found shapes "
                + input.shape()
                + " and "
                + output.shape()
                + "; correct the new shape.");
      }
    }

    @Override
    public void forEachEntry(EntryConsumer consumer) {
      int[] to = output.positions();
      int[] from = input.positions();
      for (int flat = 0; flat < to.length; flat++) {
        consumer.accept(to[flat], from[flat], 0);
      }
    }

    @Override
    public IntToDoubleFunction coefficients(Weights weights) {
      return k -> 1;
    }

    @Override
    public void check(Weights weights) {
      // A change of layout has no weight.
    }
  }
}
