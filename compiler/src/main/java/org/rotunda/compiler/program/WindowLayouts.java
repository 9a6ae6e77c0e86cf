package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The layouts in which the result of a convolution or pooling may lie. */
final class WindowLayouts {

  private WindowLayouts() {}

  /**
   * Returns the candidates: packed, and, if that is another layout and keeps elements apart, with
   * the image's strides times the window's.
   */
  static List<TensorLayout> outputs(Window window, TensorLayout input, int channels) {
    List<Integer> shape = WindowEntries.outputShape(window, input, channels);
    List<TensorLayout> candidates = new ArrayList<>();
    candidates.add(TensorLayout.packed(shape, input.slots()));
    List<Integer> strides =
        List.of(
            input.strides().get(0),
            scaled(input.strides().get(1), window),
            scaled(input.strides().get(2), window));
    if (TensorLayout.keepApart(shape, strides)) {
      TensorLayout gapped = new TensorLayout(shape, strides, input.slots());
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

  // Only along a dimension of one position can the product be too large; there it doesn't matter.
  private static int scaled(int stride, Window window) {
    return (int) Math.min(Integer.MAX_VALUE, (long) stride * window.stride());
  }
}
