package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lowers linear maps between tensors to linear transforms and rotations of ciphertexts. */
final class MapLowering {

  private final SsaBuilder ssa;

  MapLowering(SsaBuilder ssa) {
    this.ssa = ssa;
  }

  /**
   * Applies a map: for each ciphertext of the result the sum of one transform of each ciphertext of
   * the argument that reaches it, then rotate-and-sum from the argument's period to the result's.
   */
  Tensor apply(TensorMap map, Tensor x) {
    map.check(ssa.weights());
    Map<Block, BitSet> blocks = diagonals(map);
    List<Value> parts = new ArrayList<>();
    for (int out = 0; out < map.output().parts(); out++) {
      List<Value> products = new ArrayList<>();
      for (int in = 0; in < map.input().parts(); in++) {
        if (blocks.containsKey(new Block(out, in))) {
          products.add(ssa.transform(x.parts().get(in), new TensorBlock(map, out, in)));
        }
      }
      parts.add(
          products.isEmpty()
              ? ssa.multiplyPlain(x.parts().getFirst(), new Plain.Scalar(0))
              : rotateAndSum(sum(products), map.output().period(), map.input().period()));
    }
    return new Tensor(map.output(), parts);
  }

  /** Returns how many diagonals and rotations for summing a map takes; the measure of layouts. */
  static long cost(TensorMap map) {
    long diagonals = diagonals(map).values().stream().mapToLong(BitSet::cardinality).sum();
    int ratio = Math.max(1, map.input().period() / map.output().period());
    return diagonals + (long) map.output().parts() * Integer.numberOfTrailingZeros(ratio);
  }

  Value sum(List<Value> values) {
    return values.stream().reduce(ssa::add).orElseThrow();
  }

  /** Sums over rotations by from, 2 from, ..., to / 2, which leaves a period of {@code from}. */
  Value rotateAndSum(Value value, int from, int to) {
    Value sum = value;
    for (int amount = to / 2; amount >= from; amount /= 2) {
      sum = ssa.add(sum, ssa.rotate(sum, amount));
    }
    return sum;
  }

  private record Block(int outputPart, int inputPart) {}

  private static Map<Block, BitSet> diagonals(TensorMap map) {
    HybridPlacement placement = new HybridPlacement(map.input().period(), map.output().period());
    int slots = map.input().slots();
    Map<Block, BitSet> blocks = new HashMap<>();
    map.forEachEntry(
        (row, column, k) ->
            blocks
                .computeIfAbsent(new Block(row / slots, column / slots), b -> new BitSet())
                .set(placement.diagonal(row % slots, column % slots)));
    return blocks;
  }
}
