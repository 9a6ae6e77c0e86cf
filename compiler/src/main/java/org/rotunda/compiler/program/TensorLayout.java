package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How a tensor of real numbers lies in the slots of one or several ciphertexts.
 *
 * <p>The element with indices (i_0, i_1, ...) has the <em>position</em> sum of i_k * stride_k. The
 * <em>extent</em> is the highest position plus one. If it is at most {@code slots}, the tensor is
 * one ciphertext, <em>periodic</em>: the element at position p is in every slot that is p modulo
 * the period, where the period is the extent rounded up to a power of two. Otherwise the tensor is
 * cut into parts of {@code slots} positions, one ciphertext each: position p is in slot p mod slots
 * of part p / slots.
 *
 * <p>Every tensor of a program is kept in this form, so that layers follow each other without
 * masking. Positions that hold no element are padding. Padding is zero in inputs and after linear
 * layers and convolutions; slotwise operations treat it as any other slot (a polynomial f leaves
 * f(0) there). No linear layer, convolution or sum lets padding reach an element.
 *
 * @param shape size of every dimension, each at least 1
 * @param strides distance in slots between neighbours along every dimension, each at least 1; gaps
 *     (a stride of 2 after a convolution with stride 2) are allowed, overlaps are not
 * @param slots number of slots of a ciphertext, a power of two
 */
public record TensorLayout(List<Integer> shape, List<Integer> strides, int slots) {

  /**
   * Creates a layout.
   *
   * @throws ShapeException if sizes, strides or slots are out of range or elements would overlap
   */
  public TensorLayout {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    requireSlots(slots);
    if (shape.isEmpty() || shape.size() != strides.size()) {
      throw new ShapeException(
          "Expected one stride for each of at least one dimension, found shape "
              + shape
              + " with strides "
              + strides
              + "; give as many strides as sizes.");
    }
    requirePositive("sizes", shape);
    requirePositive("strides", strides);
    requireNoOverlap(shape, strides);
  }

  /**
   * Returns the usual layout of a shape: row-major and contiguous, except that the stride of the
   * first dimension is rounded up to a power of two. A vector is contiguous; the channels of an
   * image of shape (channels, height, width) begin at multiples of a power of two, which lets
   * different channels share diagonals.
   *
   * @throws ShapeException if a size isn't positive or the tensor is too large
   */
  public static TensorLayout packed(List<Integer> shape, int slots) {
    requirePositive("sizes", shape);
    return new TensorLayout(shape, packedStrides(shape), slots);
  }

  private static List<Integer> packedStrides(List<Integer> shape) {
    Integer[] strides = new Integer[shape.size()];
    long stride = 1;
    for (int k = shape.size() - 1; k >= 0; k--) {
      if (k == 0) {
        stride = ceilingPowerOfTwo(stride);
      }
      strides[k] = (int) Math.min(stride, MAX_EXTENT + 1);
      stride = Math.min(stride * shape.get(k), MAX_EXTENT + 1);
    }
    return Arrays.asList(strides);
  }

  private static final int MAX_EXTENT = 1 << 30;

  /** Returns the number of elements. */
  public int size() {
    return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
  }

  /** Returns the highest position plus one. */
  public int extent() {
    int last = 0;
    for (int k = 0; k < shape.size(); k++) {
      last += (shape.get(k) - 1) * strides.get(k);
    }
    return last + 1;
  }

  /** Returns the number of ciphertexts, at least 1. */
  public int parts() {
    return Math.ceilDiv(extent(), slots);
  }

  /** Returns the period of every part, a power of two of at most {@code slots}. */
  public int period() {
    return (int) Math.min(slots, ceilingPowerOfTwo(extent()));
  }

  /** Tells whether there is no padding at all: every slot of every part holds an element. */
  public boolean isDense() {
    return size() == (long) parts() * period();
  }

  /**
   * Tells whether a shape is the leading part of this one, where a single size may stand for
   * several leading dimensions together (the channels of an image that lie interleaved).
   */
  public boolean isLedBy(List<Integer> leading) {
    if (leading.size() <= shape.size() && leading.equals(shape.subList(0, leading.size()))) {
      return true;
    }
    long product = 1;
    for (int k = 0; k < shape.size() && leading.size() == 1; k++) {
      product *= shape.get(k);
      if (product == leading.getFirst()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the positions of the channels of an image: the elements of all dimensions but the last
   * two, height and width, at their beginning.
   *
   * @throws ShapeException if there are fewer than three dimensions
   */
  int[] channelPositions() {
    int dimensions = shape.size() - 2;
    if (dimensions < 1) {
      throw new ShapeException(
          "Expected an image of shape [channels, height, width], found "
              + shape
              + "; declare the input with three dimensions.");
    }
    return new TensorLayout(shape.subList(0, dimensions), strides.subList(0, dimensions), slots)
        .positions();
  }

  /** Tells whether the strides are those of {@link #packed}. */
  public boolean isPacked() {
    return strides.equals(packedStrides(shape));
  }

  /** Returns the positions of all elements, in row-major order of their indices. */
  public int[] positions() {
    int[] positions = new int[size()];
    int[] index = new int[shape.size()];
    int position = 0;
    for (int flat = 0; flat < positions.length; flat++) {
      positions[flat] = position;
      for (int k = index.length - 1; k >= 0; k--) {
        index[k]++;
        position += strides.get(k);
        if (index[k] < shape.get(k)) {
          break;
        }
        position -= shape.get(k) * strides.get(k);
        index[k] = 0;
      }
    }
    return positions;
  }

  /**
   * Packs a tensor into vectors of slots, padding with zeros.
   *
   * @param elements all elements in row-major order
   * @return one new array of {@code slots} numbers for each part
   * @throws ShapeException if the number of elements differs from {@link #size()}
   */
  public List<double[]> pack(double[] elements) {
    if (elements.length != size()) {
      throw new ShapeException(
          "Expected "
              + size()
              + " numbers for a tensor of shape "
              + shape
              + ", found "
              + elements.length
              + "; give one number for each element.");
    }
    return IntStream.range(0, parts()).mapToObj(p -> packPart(p, flat -> elements[flat])).toList();
  }

  /** Packs one part of the tensor whose element with row-major number n is {@code element(n)}. */
  double[] packPart(int part, IntToDoubleFunction element) {
    double[] values = new double[slots];
    int period = period();
    int[] positions = positions();
    for (int flat = 0; flat < positions.length; flat++) {
      if (positions[flat] / slots == part) {
        values[positions[flat] % slots] = element.applyAsDouble(flat);
      }
    }
    for (int slot = period; slot < slots; slot++) {
      values[slot] = values[slot - period];
    }
    return values;
  }

  /**
   * Reads a tensor back from its vectors of slots (from the first period of each).
   *
   * @param vectors one array of {@code slots} numbers for each part
   * @return all elements in row-major order
   * @throws ShapeException if the number of vectors or their lengths differ from the layout's
   */
  public double[] unpack(List<double[]> vectors) {
    if (vectors.size() != parts()) {
      throw new ShapeException(
          "Expected "
              + parts()
              + " vectors for a tensor of shape "
              + shape
              + ", found "
              + vectors.size()
              + "; give one for each ciphertext.");
    }
    for (double[] vector : vectors) {
      if (vector.length != slots) {
        throw new ShapeException(
            "Expected vectors of "
                + slots
                + " slots, found "
                + vector.length
                + "; decode with the program's number of slots.");
      }
    }
    int[] positions = positions();
    double[] elements = new double[positions.length];
    for (int flat = 0; flat < elements.length; flat++) {
      elements[flat] = vectors.get(positions[flat] / slots)[positions[flat] % slots];
    }
    return elements;
  }

  /**
   * Returns the layout as the program text writes it: {@code tensor[784]} if it is packed, else
   * sizes and strides, {@code tensor[5, 13, 13 : 1024, 56, 2]}.
   */
  public String toText() {
    String sizes = join(shape);
    return isPacked() ? "tensor[" + sizes + "]" : "tensor[" + sizes + " : " + join(strides) + "]";
  }

  private static String join(List<Integer> numbers) {
    return String.join(", ", numbers.stream().map(String::valueOf).toList());
  }

  /** Returns the smallest power of two that is at least the number. */
  static long ceilingPowerOfTwo(long number) {
    return number <= 1 ? 1 : Long.highestOneBit(number - 1) << 1;
  }

  /**
   * Checks a number of slots.
   *
   * @throws ShapeException if it isn't a power of two of at most 2^20
   */
  static void requireSlots(int slots) {
    if (slots < 1 || slots > 1 << 20 || Integer.bitCount(slots) != 1) {
      throw new ShapeException(
          "Expected a power of two of at most 2^20 as the number of slots, found "
              + slots
              + "; choose N/2 or a smaller power of two.");
    }
  }

  private static void requirePositive(String what, List<Integer> numbers) {
    if (numbers.isEmpty() || Collections.min(numbers) < 1) {
      throw new ShapeException(
          "Expected positive " + what + " of a tensor, found " + numbers + "; correct them.");
    }
  }

  private static void requireNoOverlap(List<Integer> shape, List<Integer> strides) {
    if (!keepApart(shape, strides)) {
      throw new ShapeException(
          "Expected strides that keep elements apart, found shape "
              + shape
              + " with strides "
              + strides
              + "; each stride must be at least the extent of the dimensions inside it.");
    }
    long extent = 1;
    for (int k = 0; k < shape.size(); k++) {
      extent += (shape.get(k) - 1L) * strides.get(k);
      if (extent > MAX_EXTENT) {
        throw new ShapeException(
            "Expected a tensor of at most 2^30 slots, found shape " + shape + "; make it smaller.");
      }
    }
  }

  /** Tells whether each stride is at least the extent of the dimensions with smaller strides. */
  static boolean keepApart(List<Integer> shape, List<Integer> strides) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, shape.size()).boxed().toList());
    order.sort(Comparator.comparing(strides::get));
    long extent = 1;
    for (int k : order) {
      if (shape.get(k) > 1 && strides.get(k) < extent) {
        return false;
      }
      extent += (shape.get(k) - 1L) * strides.get(k);
    }
    return true;
  }
}
