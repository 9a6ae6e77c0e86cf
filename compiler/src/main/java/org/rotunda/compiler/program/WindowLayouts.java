package org.rotunda.compiler.program;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** The layouts in which the result of a convolution or pooling may lie. */
final class WindowLayouts {

  private WindowLayouts() {}

  /**
   * Returns the candidates: packed; with the image's strides times the window's, which leaves gaps;
   * and the latter with channels side by side in the gaps (multiplexed packing: Lee, Lee, Lee, Kim,
   * Kim, No, Kang, "Low-Complexity Deep Convolutional Neural Networks on Fully Homomorphic
   * Encryption Using Multiplexed Parallel Convolutions", ICML 2022, section 4). Those that don't
   * keep elements apart are left out.
   */
  static List<TensorLayout> outputs(Window window, TensorLayout input, int channels) {
    List<Integer> shape = WindowEntries.outputShape(window, input, channels);
    SequencedSet<TensorLayout> candidates = new LinkedHashSet<>();
    candidates.add(TensorLayout.packed(shape, input.slots()));
    int rows = scaled(WindowEntries.stride(input, 2), window);
    int columns = scaled(WindowEntries.stride(input, 1), window);
    int apart = input.strides().getFirst();
    addIfApart(candidates, shape, List.of(apart, rows, columns), input.slots());
    interleaved(window, input, channels)
        .ifPresent(
            inner ->
                addIfApart(
                    candidates,
                    List.of(
                        channels / (inner.down() * inner.across()),
                        inner.down(),
                        inner.across(),
                        shape.get(1),
                        shape.get(2)),
                    List.of(apart, inner.downStride(), inner.acrossStride(), rows, columns),
                    input.slots()));
    return List.copyOf(candidates);
  }

  /** Channels that lie side by side: how many down and across, and how far from each other. */
  private record Interleaving(int down, int across, int downStride, int acrossStride) {}

  /** As many channels as gaps: those of the image times the window's stride, both ways. */
  private static Optional<Interleaving> interleaved(
      Window window, TensorLayout input, int channels) {
    List<Integer> sizes = input.shape();
    List<Integer> strides = input.strides();
    Interleaving found =
        sizes.size() == 5
            ? new Interleaving(sizes.get(1), sizes.get(2), strides.get(1), strides.get(2))
            : new Interleaving(
                1, 1, WindowEntries.stride(input, 2), WindowEntries.stride(input, 1));
    long down = (long) found.down() * window.stride();
    long across = (long) found.across() * window.stride();
    return down * across > 1 && channels % (down * across) == 0
        ? Optional.of(
            new Interleaving((int) down, (int) across, found.downStride(), found.acrossStride()))
        : Optional.empty();
  }

  private static void addIfApart(
      SequencedSet<TensorLayout> candidates,
      List<Integer> shape,
      List<Integer> strides,
      int slots) {
    if (TensorLayout.keepApart(shape, strides)) {
      candidates.add(new TensorLayout(shape, strides, slots));
    }
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
