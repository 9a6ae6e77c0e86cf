package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;

/** Random programs with every kind of operation. */
public final class RandomPrograms {

  private final SplittableRandom random;
  private final int slots;
  private final SsaBuilder ssa;
  private final List<Value> values = new ArrayList<>();

  private RandomPrograms(SplittableRandom random) {
    this.random = random;
    this.slots = 1 << random.nextInt(1, 7);
    this.ssa = new SsaBuilder("random", slots, weights(random, slots));
  }

  /** Returns the weights that the programs use. */
  private static Weights weights(SplittableRandom random, int slots) {
    return Weights.of(
        "w.json",
        List.of(
            TestTensors.weight(random, "matrix", 5, 6),
            TestTensors.weight(random, "conv.kernel", 2, 3, 2, 2),
            TestTensors.weight(random, "rows", 2, 1, slots),
            TestTensors.weight(random, "vector", 6)));
  }

  /**
   * Returns the program of a seed.
   *
   * @param size number of operations between inputs and outputs
   */
  public static Program of(long seed, int size) {
    return new RandomPrograms(new SplittableRandom(seed)).build(size);
  }

  private Program build(int size) {
    TensorLayout image = TestTensors.layout(random, List.of(3, 4, 4), slots);
    TensorLayout vector = TensorLayout.packed(List.of(6), slots);
    inputs("image", image);
    inputs("vector", vector);
    for (int i = 0; i < size; i++) {
      values.add(operation(image, vector));
    }
    TensorLayout result = TestTensors.layout(random, List.of(2, 5), slots);
    for (int part = 0; part < result.parts(); part++) {
      ssa.output(any(), "result", result, part);
    }
    ssa.output(any(), "second", TensorLayout.packed(List.of(1), slots), 0);
    boolean typed = random.nextBoolean();
    for (int id = 0; typed && id < ssa.next().id(); id++) {
      ssa.setType(new Value(id), new CipherType(random.nextInt(20), random.nextDouble() * 0x1p45));
    }
    return ssa.build();
  }

  private void inputs(String name, TensorLayout layout) {
    for (int part = 0; part < layout.parts(); part++) {
      values.add(ssa.input(name, layout, part));
    }
  }

  private Value operation(TensorLayout image, TensorLayout vector) {
    return switch (random.nextInt(15)) {
      case 0 -> ssa.add(any(), any());
      case 1 -> ssa.subtract(any(), any());
      case 2 -> ssa.multiply(any(), any());
      case 3 -> ssa.negate(any());
      case 4, 5 -> ssa.addPlain(any(), plain(vector));
      case 6 -> ssa.multiplyPlain(any(), plain(vector));
      case 7 -> ssa.rotate(any(), random.nextInt(-100, 100));
      case 8 -> ssa.conjugate(any());
      case 9, 10 -> ssa.transform(any(), matrix(image, vector));
      case 11 -> ssa.polynomial(any(), series());
      case 12 -> ssa.relinearise(ssa.rescale(any()));
      case 13 -> ssa.dropLevel(any(), random.nextInt(10));
      default -> ssa.bootstrap(any());
    };
  }

  private Value any() {
    return values.get(random.nextInt(values.size()));
  }

  private Plain plain(TensorLayout vector) {
    int part = random.nextInt(vector.parts());
    return switch (random.nextInt(5)) {
      case 0 -> new Plain.Scalar(random.nextDouble(-1, 1));
      case 1 -> new Plain.Scalar(-1e-300 * random.nextInt(9), random.nextDouble(-1, 1));
      case 2 ->
          new SlotVector.Inline(
              IntStream.range(0, random.nextInt(1, slots + 1))
                  .mapToObj(i -> random.nextDouble(-1e10, 1e10))
                  .toList());
      case 3 -> new SlotVector.Packed(WeightSlice.of("vector"), vector, part);
      default -> new SlotVector.Mask(vector, part);
    };
  }

  private SlotMatrix matrix(TensorLayout image, TensorLayout vector) {
    int choice = random.nextInt(6);
    if (choice == 5) {
      return new SlotMatrix.Collected(
          Stream.generate(() -> term(vector)).limit(random.nextInt(1, 5)).toList());
    }
    if (choice == 0) {
      WeightSlice rows = WeightSlice.of("rows").at(random.nextInt(2));
      return new SlotMatrix.Stored(rows, List.of(random.nextInt(slots)));
    }
    Window window = new Window(2, 2, random.nextInt(1, 3), random.nextInt(2));
    TensorMap map =
        switch (choice) {
          case 1 ->
              new TensorMap.Linear(
                  WeightSlice.of("matrix"), vector, TensorLayout.packed(List.of(5), slots));
          case 2 ->
              new TensorMap.Convolution(
                  WeightSlice.of("conv.kernel"), window, image, windowed(window, image, 2));
          case 3 -> new TensorMap.AveragePooling(window, image, windowed(window, image, 3));
          default ->
              new TensorMap.Relayout(image, TestTensors.layout(random, image.shape(), slots));
        };
    return new TensorBlock(
        map, random.nextInt(map.output().parts()), random.nextInt(map.input().parts()));
  }

  private SlotMatrix.Term term(TensorLayout vector) {
    int index = random.nextInt(slots);
    return plain(vector) instanceof SlotVector numbers
        ? new SlotMatrix.Term(index, random.nextDouble(-1, 1), numbers, random.nextInt(slots))
        : SlotMatrix.Term.rotation(index);
  }

  private TensorLayout windowed(Window window, TensorLayout image, int channels) {
    return TestTensors.layout(random, WindowEntries.outputShape(window, image, channels), slots);
  }

  private ChebyshevSeries series() {
    double[] coefficients = random.doubles(random.nextInt(1, 9), -1, 1).toArray();
    double lower = random.nextDouble(-10, 10);
    return ChebyshevSeries.of(new Interval(lower, lower + 1 + random.nextDouble()), coefficients);
  }
}
