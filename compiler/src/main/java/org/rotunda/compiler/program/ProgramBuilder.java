package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.rotunda.ckks.polynomial.ChebyshevSeries;

/**
 * The program language in Java: builds a {@link Program} from operations on tensors.
 *
 * {@snippet :
 * ProgramBuilder p = ProgramBuilder.of("mlp", 8192, weights);
 * Tensor image = p.input("image", 784);
 * Tensor hidden = p.square(p.linear(image, p.weight("fc1.weight"), p.weight("fc1.bias")));
 * p.output("logits", p.linear(hidden, p.weight("fc2.weight"), p.weight("fc2.bias")));
 * Program program = p.build();
 * }
 *
 * <p>Every method throws a {@link ShapeException} if its arguments' shapes don't fit, and a {@link
 * WeightsException} if it names a weight that isn't there. For one thread.
 */
public final class ProgramBuilder {

  private final SsaBuilder ssa;
  private final MapLowering maps;

  private ProgramBuilder(SsaBuilder ssa) {
    this.ssa = ssa;
    this.maps = new MapLowering(ssa);
  }

  /** Starts a program without weights on ciphertexts of {@code slots} slots, a power of two. */
  public static ProgramBuilder of(String name, int slots) {
    return of(name, slots, Weights.none());
  }

  /** Starts a program with weights on ciphertexts of {@code slots} slots, a power of two. */
  public static ProgramBuilder of(String name, int slots, Weights weights) {
    return on(new SsaBuilder(name, slots, weights));
  }

  /** Builds onto an instruction builder, which may hold operations already. */
  public static ProgramBuilder on(SsaBuilder ssa) {
    return new ProgramBuilder(ssa);
  }

  /** Returns the number of slots. */
  public int slots() {
    return ssa.slots();
  }

  /** Returns the weights. */
  public Weights weights() {
    return ssa.weights();
  }

  /** Returns the program. */
  public Program build() {
    return ssa.build();
  }

  /** Returns the weight of this name. */
  public WeightSlice weight(String name) {
    return WeightSlice.of(ssa.weights().get(name).name());
  }

  /** Declares an input of this shape in the packed layout. */
  public Tensor input(String name, Integer... shape) {
    return input(name, TensorLayout.packed(Arrays.asList(shape), slots()));
  }

  /** Declares an input in a layout. */
  public Tensor input(String name, TensorLayout layout) {
    List<Value> parts = new ArrayList<>();
    for (int part = 0; part < layout.parts(); part++) {
      parts.add(ssa.input(name, layout, part));
    }
    return new Tensor(layout, parts);
  }

  /** Delivers a tensor as an output. */
  public void output(String name, Tensor x) {
    for (int part = 0; part < x.parts().size(); part++) {
      ssa.output(x.parts().get(part), name, x.layout(), part);
    }
  }

  /** Returns x + y, element by element, for tensors of one layout. */
  public Tensor add(Tensor x, Tensor y) {
    return elementwise("add", x, y, ssa::add);
  }

  /** Returns x - y, element by element, for tensors of one layout. */
  public Tensor subtract(Tensor x, Tensor y) {
    return elementwise("subtract", x, y, ssa::subtract);
  }

  /** Returns x * y, element by element, for tensors of one layout. */
  public Tensor multiply(Tensor x, Tensor y) {
    return elementwise("multiply", x, y, ssa::multiply);
  }

  /** Returns x * x, element by element. */
  public Tensor square(Tensor x) {
    return each(x, v -> ssa.multiply(v, v));
  }

  /** Returns -x. */
  public Tensor negate(Tensor x) {
    return each(x, ssa::negate);
  }

  /** Returns x + scalar. */
  public Tensor add(Tensor x, Plain.Scalar scalar) {
    return each(x, v -> ssa.addPlain(v, scalar));
  }

  /** Returns x + number. */
  public Tensor add(Tensor x, double number) {
    return add(x, new Plain.Scalar(number));
  }

  /** Returns x * scalar. */
  public Tensor multiply(Tensor x, Plain.Scalar scalar) {
    return each(x, v -> ssa.multiplyPlain(v, scalar));
  }

  /** Returns x * number. */
  public Tensor multiply(Tensor x, double number) {
    return multiply(x, new Plain.Scalar(number));
  }

  /**
   * Returns x + weight, element by element. The weight's shape is x's or its beginning; then it is
   * the same for all indices of the dimensions that it lacks (a bias for each channel).
   */
  public Tensor add(Tensor x, WeightSlice weight) {
    return parts(
        x, (part, v) -> ssa.addPlain(v, new SlotVector.Packed(weight, fitting(x, weight), part)));
  }

  /**
   * Returns x * weight, element by element, with shapes as in {@link #add(Tensor, WeightSlice)}.
   */
  public Tensor multiply(Tensor x, WeightSlice weight) {
    return parts(
        x,
        (part, v) -> ssa.multiplyPlain(v, new SlotVector.Packed(weight, fitting(x, weight), part)));
  }

  /** Returns the polynomial's value at every element. */
  public Tensor polynomial(Tensor x, ChebyshevSeries series) {
    return each(x, v -> ssa.polynomial(v, series));
  }

  /** Returns the complex conjugate of every element. */
  public Tensor conjugate(Tensor x) {
    return each(x, ssa::conjugate);
  }

  /**
   * Returns x with its levels raised again. Its elements must be at most 1 in magnitude, or what
   * the program is compiled for; a larger one comes back wrong.
   */
  public Tensor bootstrap(Tensor x) {
    return each(x, ssa::bootstrap);
  }

  /** Rotates the slots of a one-ciphertext tensor to the left, by any amount. */
  public Tensor rotate(Tensor x, long amount) {
    return slotwise("rotate", x, v -> ssa.rotate(v, amount));
  }

  /**
   * Sums slots of a one-ciphertext tensor: y[i] is the sum of x[i + j * step] for j below count.
   *
   * @param step distance of the slots that are summed
   * @param count number of slots that are summed, a power of two
   */
  public Tensor innerSum(Tensor x, int step, int count) {
    requireCount(count);
    return slotwise("inner_sum", x, v -> doubling(v, step, count));
  }

  /**
   * Replicates slots of a one-ciphertext tensor: y[i] is the sum of x[i - j * step] for j below
   * count, that is count copies of a slot whose neighbours are zero.
   *
   * @param step distance of the copies
   * @param count number of copies, a power of two
   */
  public Tensor replicate(Tensor x, int step, int count) {
    requireCount(count);
    return slotwise("replicate", x, v -> doubling(v, -(long) step, count));
  }

  /** Multiplies the slots of a one-ciphertext tensor by a matrix. */
  public Tensor transform(Tensor x, SlotMatrix matrix) {
    return slotwise("transform", x, v -> ssa.transform(v, matrix));
  }

  /**
   * Returns the sum of all elements as a tensor of shape [1], which every slot holds. Padding is
   * masked (one product) if the layout has any; then rotate-and-sum.
   */
  public Tensor sum(Tensor x) {
    TensorLayout layout = x.layout();
    Tensor elements =
        layout.isDense()
            ? x
            : parts(x, (part, v) -> ssa.multiplyPlain(v, new SlotVector.Mask(layout, part)));
    Value total = maps.rotateAndSum(maps.sum(elements.parts()), 1, layout.period());
    return new Tensor(TensorLayout.packed(List.of(1), slots()), List.of(total));
  }

  /**
   * Returns weight times x, where x is a vector of its elements in row-major order.
   *
   * <p>With the vectors' lengths padded to powers of two p and q, this takes min(p, q) diagonals
   * and, if q is smaller, log2(p / q) rotations; see {@link TensorLayout} for what follows it.
   *
   * @param weight matrix of shape (rows, number of x's elements)
   */
  public Tensor linear(Tensor x, WeightSlice weight) {
    int rows = ssa.weights().shape(weight).getFirst();
    TensorLayout output = TensorLayout.packed(List.of(rows), slots());
    return maps.apply(new TensorMap.Linear(weight, x.layout(), output), x);
  }

  /** Returns weight times x plus bias; the bias has one number for each row. */
  public Tensor linear(Tensor x, WeightSlice weight, WeightSlice bias) {
    return add(linear(x, weight), bias);
  }

  /**
   * Returns a convolution of an image of shape (channels, height, width).
   *
   * <p>The result lies either packed, or with the image's own strides times the window's stride,
   * which leaves gaps but needs few diagonals, or so with other channels in the gaps; the layout
   * that takes fewest diagonals and rotations is chosen. With channels in the gaps, the result's
   * shape has three dimensions in the place of the channels.
   *
   * @param kernel weight of shape (output channels, channels, window height, window width)
   * @param stride step of the window
   * @param padding zeros around the image
   */
  public Tensor convolution(Tensor x, WeightSlice kernel, int stride, int padding) {
    List<Integer> shape = ssa.weights().shape(kernel);
    if (shape.size() != 4) {
      throw new ShapeException(
          "Expected a kernel of shape [output channels, input channels, height, width], found "
              + shape
              + " for weight "
              + kernel.toText()
              + "; correct the weight.");
    }
    Window window = new Window(shape.get(2), shape.get(3), stride, padding);
    List<TensorMap> choices =
        WindowLayouts.outputs(window, x.layout(), shape.getFirst()).stream()
            .<TensorMap>map(o -> new TensorMap.Convolution(kernel, window, x.layout(), o))
            .toList();
    choices.getFirst().check(ssa.weights());
    return maps.apply(WindowLayouts.cheapest(choices), x);
  }

  /** Returns a convolution plus a bias for each output channel. */
  public Tensor convolution(
      Tensor x, WeightSlice kernel, WeightSlice bias, int stride, int padding) {
    return add(convolution(x, kernel, stride, padding), bias);
  }

  /** Returns the mean over a window of an image of shape (channels, height, width). */
  public Tensor averagePool(Tensor x, Window window) {
    int channels = x.layout().channelPositions().length;
    return maps.apply(
        WindowLayouts.cheapest(
            WindowLayouts.outputs(window, x.layout(), channels).stream()
                .<TensorMap>map(o -> new TensorMap.AveragePooling(window, x.layout(), o))
                .toList()),
        x);
  }

  /** Returns the same tensor in another layout, by a transform. */
  public Tensor relayout(Tensor x, TensorLayout layout) {
    return maps.apply(new TensorMap.Relayout(x.layout(), layout), x);
  }

  private Value doubling(Value value, long step, int count) {
    Value sum = value;
    for (long done = 1; done < count; done *= 2) {
      sum = ssa.add(sum, ssa.rotate(sum, step * done));
    }
    return sum;
  }

  private TensorLayout fitting(Tensor x, WeightSlice weight) {
    List<Integer> shape = x.layout().shape();
    List<Integer> found = ssa.weights().shape(weight);
    if (!x.layout().isLedBy(found)) {
      throw new ShapeException(
          "Expected a weight of shape "
              + shape
              + " or its beginning, found "
              + found
              + " for "
              + weight.toText()
              + "; correct the weight.");
    }
    return x.layout();
  }

  private static Tensor each(Tensor x, UnaryOperator<Value> operation) {
    return new Tensor(x.layout(), x.parts().stream().map(operation).toList());
  }

  @FunctionalInterface
  private interface PartOperation {
    Value apply(int part, Value value);
  }

  private static Tensor parts(Tensor x, PartOperation operation) {
    List<Value> parts = new ArrayList<>();
    for (int part = 0; part < x.parts().size(); part++) {
      parts.add(operation.apply(part, x.parts().get(part)));
    }
    return new Tensor(x.layout(), parts);
  }

  private static Tensor elementwise(
      String name, Tensor x, Tensor y, BinaryOperator<Value> operation) {
    if (!x.layout().equals(y.layout())) {
      throw new ShapeException(
          "Expected tensors of one layout for "
              + name
              + ", found "
              + x.layout().toText()
              + " and "
              + y.layout().toText()
              + "; bring one into the other's layout.");
    }
    return parts(x, (part, v) -> operation.apply(v, y.parts().get(part)));
  }

  private static Tensor slotwise(String name, Tensor x, UnaryOperator<Value> operation) {
    if (x.parts().size() != 1) {
      throw new ShapeException(
          "Expected a tensor in one ciphertext for "
              + name
              + ", found "
              + x.layout().toText()
              + " in "
              + x.parts().size()
              + "; use a smaller tensor or more slots.");
    }
    return each(x, operation);
  }

  private static void requireCount(int count) {
    if (count < 1 || Integer.bitCount(count) != 1) {
      throw new ShapeException(
          "Expected a power of two as the number of slots to sum or copy, found "
              + count
              + "; use the next power of two.");
    }
  }
}
