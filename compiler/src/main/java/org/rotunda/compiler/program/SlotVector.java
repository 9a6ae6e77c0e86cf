package org.rotunda.compiler.program;

import java.util.List;

/** A plain real vector, one number a slot, given by what it is made from. */
public sealed interface SlotVector extends Plain {

  /**
   * Computes the vector.
   *
   * @param weights the program's weights
   * @param slots number of slots, a power of two
   * @return a new array of {@code slots} numbers
   */
  double[] values(Weights weights, int slots);

  /** Returns a power of two of slots after which it repeats, known without computing it. */
  int period();

  /**
   * Numbers written in the program: packed as a vector, that is padded with zeros to a power of two
   * and repeated throughout the slots.
   *
   * @param numbers at least one number, all finite
   */
  record Inline(List<Double> numbers) implements SlotVector {

    /**
     * Creates a vector.
     *
     * @throws ShapeException if there is no number or one isn't finite
     */
    public Inline {
      numbers = List.copyOf(numbers);
      if (numbers.isEmpty()) {
        throw new ShapeException("Expected at least one number in a vector, found none; add one.");
      }
      for (double number : numbers) {
        if (!Double.isFinite(number)) {
          throw new ShapeException("Expected finite numbers, found " + number + "; correct it.");
        }
      }
    }

    @Override
    public double[] values(Weights weights, int slots) {
      TensorLayout layout = TensorLayout.packed(List.of(numbers.size()), slots);
      return layout.pack(numbers.stream().mapToDouble(Double::doubleValue).toArray()).getFirst();
    }

    @Override
    public int period() {
      return Integer.highestOneBit(2 * numbers.size() - 1);
    }
  }

  /**
   * One ciphertext's worth of a weight in a layout. The weight's shape is the leading part of the
   * layout's shape; it is the same for all indices of the dimensions that it lacks (a bias for each
   * channel of an image).
   *
   * @param weight the weight
   * @param layout layout of the whole tensor
   * @param part which of the layout's ciphertexts, from 0
   */
  record Packed(WeightSlice weight, TensorLayout layout, int part) implements SlotVector {

    @Override
    public double[] values(Weights weights, int slots) {
      double[] source = weights.values(weight);
      int repeat = layout.size() / source.length;
      return layout.packPart(part, flat -> source[flat / repeat]);
    }

    @Override
    public int period() {
      return layout.period();
    }
  }

  /**
   * 1 in every slot that holds an element of the layout, 0 in the padding.
   *
   * @param layout layout of the whole tensor
   * @param part which of the layout's ciphertexts, from 0
   */
  record Mask(TensorLayout layout, int part) implements SlotVector {

    @Override
    public double[] values(Weights weights, int slots) {
      return layout.packPart(part, flat -> 1);
    }

    @Override
    public int period() {
      return layout.period();
    }
  }
}
