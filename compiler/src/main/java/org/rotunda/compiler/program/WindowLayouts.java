package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The layouts in which the result of a convolution or pooling may lie. */
final class WindowLayouts {

  private WindowLayouts() {}

  /**
   * Returns the candidates: packed, and, if it is another layout and the channels are the outermost
   * dimension, with the image's strides times the window's.
   */
  static List<TensorLayout> outputs(Window window, TensorLayout input, int channels) {
    List<Integer> shape = WindowEntries.outputShape(window, input, channels);
    List<TensorLayout> candidates = new ArrayList<>();
    candidates.add(TensorLayout.packed(shape, input.slots()));
    int channel = input.strides().get(0);
    int row = input.strides().get(1) * window.stride();
    int column = input.strides().get(2) * window.stride();
    long inside = (shape.get(1) - 1L) * row + (shape.get(2) - 1L) * column + 1;
    if (channel >= inside) {
      TensorLayout gapped =
          new TensorLayout(shape, List.of(channel, row, column), input.slots());
      if (!candidates.contains(gapped)) {
        candidates.add(gapped);
      }
    }
    return candidates;
  }

  /** Returns the map with the fewest diagonals and rotations, the first among equals. */
  static TensorMap cheapest(List<TensorMap> maps) {
    return maps.stream().min(Comparator.comparingLong(MapLowering::cost)).orElseThrow();
  }
}
