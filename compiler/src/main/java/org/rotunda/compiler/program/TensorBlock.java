package org.rotunda.compiler.program;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The block of a tensor's linear map that takes one ciphertext of its argument to one of its
 * result, in the hybrid diagonal method: if the result's period q is smaller than the argument's
 * period p, the block's product still has to be summed over rotations by q, 2 q, ..., p / 2.
 *
 * <p>A value, equal to blocks of the same place in an equal map.
 */
public final class TensorBlock implements SlotMatrix {
  private final TensorMap map;
  private final int outputPart;
  private final int inputPart;

  /** Found when it is first asked for, which threads may do at once: all find the same. */
  private @Nullable List<Integer> indices;

  /**
   * A block.
   *
   * @param map the map between the whole tensors
   * @param outputPart which ciphertext of the result, from 0
   * @param inputPart which ciphertext of the argument, from 0
   */
  public TensorBlock(TensorMap map, int outputPart, int inputPart) {
    this.map = map;
    this.outputPart = outputPart;
    this.inputPart = inputPart;
  }

  /** Returns the map between the whole tensors. */
  public TensorMap map() {
    return map;
  }

  /** Returns which ciphertext of the result this is for, from 0. */
  public int outputPart() {
    return outputPart;
  }

  /** Returns which ciphertext of the argument this is for, from 0. */
  public int inputPart() {
    return inputPart;
  }

  @Override
  public List<Integer> indices() {
    List<Integer> found = indices;
    if (found == null) {
      HybridPlacement placement = placement();
      BitSet diagonals = new BitSet();
      forEachEntry((row, column, _) -> diagonals.set(placement.diagonal(row, column)));
      found = diagonals.stream().boxed().toList();
      indices = found;
    }
    return found;
  }

  @Override
  public int period(Weights weights) {
    return placement().period();
  }

  @Override
  public Diagonals diagonals(Weights weights, int slots) {
    HybridPlacement placement = placement();
    var coefficients = map.coefficients(weights);
    SortedMap<Integer, double[]> diagonals = new TreeMap<>();
    forEachEntry(
        (row, column, k) -> {
          double[] diagonal =
              diagonals.computeIfAbsent(
                  placement.diagonal(row, column), d -> new double[placement.period()]);
          diagonal[placement.slot(row, column)] += coefficients.applyAsDouble(k);
        });
    return new Diagonals(slots, placement.period(), diagonals);
  }

  private HybridPlacement placement() {
    return new HybridPlacement(map.input().period(), map.output().period());
  }

  private void forEachEntry(TensorMap.EntryConsumer consumer) {
    int slots = map.input().slots();
    map.forEachEntry(
        (row, column, k) -> {
          if (row / slots == outputPart && column / slots == inputPart) {
            consumer.accept(row % slots, column % slots, k);
          }
        });
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TensorBlock block
        && outputPart == block.outputPart
        && inputPart == block.inputPart
        && map.equals(block.map);
  }

  @Override
  public int hashCode() {
    return Objects.hash(map, outputPart, inputPart);
  }

  @Override
  public String toString() {
    return "block(%s, %d, %d)".formatted(map, outputPart, inputPart);
  }
}
