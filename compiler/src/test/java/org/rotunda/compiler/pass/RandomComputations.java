package org.rotunda.compiler.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

/**
 * Random source programs with every operation that a person can write, whose slots stay below a
 * bound in magnitude and whose products stay within a depth, so that they can be run encrypted.
 */
public final class RandomComputations {
  private static final double MOST_MAGNITUDE = 4;
  private static final int ATTEMPTS = 100;

  /** What is known of a value: the levels consumed before it, a bound, whether it is real. */
  private record Known(int depth, double bound, boolean real) {}

  private final SplittableRandom random;
  private final int slots;
  private final int mostDepth;
  private final SsaBuilder ssa;
  private final List<Value> values = new ArrayList<>();
  private final Map<Value, Known> known = new HashMap<>();

  private RandomComputations(long seed, int slots, int mostDepth) {
    this.random = new SplittableRandom(seed);
    this.slots = slots;
    this.mostDepth = mostDepth;
    this.ssa = new SsaBuilder("random", slots, weights());
  }

  private Weights weights() {
    return Weights.of(
        "weights.json",
        List.of(
            weight("one", 1, slots),
            weight("two", 2, slots),
            weight("five", 5, slots),
            weight("vector", slots)));
  }

  /** Entries of at most 1 / rows, so that no transform makes slots larger. */
  private WeightTensor weight(String name, Integer... shape) {
    int count = IntStream.of(shape[0], shape.length == 1 ? 1 : shape[1]).reduce(1, (a, b) -> a * b);
    double largest = shape.length == 1 ? 1 : 1.0 / shape[0];
    double[] numbers = random.doubles(count, -largest, largest).toArray();
    return new WeightTensor(name, List.of(shape), "weight", numbers);
  }

  /**
   * The program of a seed.
   *
   * @param size the number of operations between two inputs and two outputs
   * @param mostDepth the most levels that it consumes
   */
  public static Program of(long seed, int slots, int size, int mostDepth) {
    return new RandomComputations(seed, slots, mostDepth).build(size);
  }

  /** Slots in [-1, 1] for every input of a program. */
  public static Map<String, List<ComplexVector>> inputs(Program program, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    Map<String, List<ComplexVector>> inputs = new LinkedHashMap<>();
    for (Port port : program.inputs()) {
      inputs.put(
          port.name(),
          port.parts().stream()
              .map(_ -> ComplexVector.ofReal(random.doubles(program.slots(), -1, 1).toArray()))
              .toList());
    }
    return inputs;
  }

  private Program build(int size) {
    TensorLayout whole = TensorLayout.packed(List.of(slots), slots);
    TensorLayout twice = TensorLayout.packed(List.of(2 * slots), slots);
    take(ssa.input("x", whole, 0), new Known(0, 1, true));
    take(ssa.input("y", twice, 1), new Known(0, 1, true));
    take(ssa.input("y", twice, 0), new Known(0, 1, true));
    while (values.size() < size + 3) {
      append();
    }
    ssa.output(values.getLast(), "last", whole, 0);
    ssa.output(any(), "others", twice, 0);
    ssa.output(any(), "others", twice, 1);
    return ssa.build();
  }

  private void take(Value value, Known about) {
    values.add(value);
    known.put(value, about);
  }

  private Value any() {
    return values.get(random.nextInt(values.size()));
  }

  private Known about(Value value) {
    return known.getOrDefault(value, new Known(0, 0, true));
  }

  /** Draws operations until one keeps depth and bound. */
  private void append() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Value x = any();
      Value y = any();
      int kind = random.nextInt(14);
      if (kind == 11 && !about(x).real()) {
        continue;
      }
      ChebyshevSeries series = series(about(x).bound());
      Plain plain = plain(kind);
      Known after = after(kind, about(x), about(y), series, plain);
      if (after.depth() <= mostDepth && after.bound() <= MOST_MAGNITUDE) {
        Value result = operation(kind, x, y, series, plain);
        if (!known.containsKey(result)) {
          take(result, after);
          return;
        }
      }
    }
    throw new IllegalStateException("No operation fits.");
  }

  private Known after(int kind, Known x, Known y, ChebyshevSeries series, Plain plain) {
    int depth = Math.max(x.depth(), y.depth());
    boolean real = x.real() && y.real();
    return switch (kind) {
      case 0, 1 -> new Known(depth, x.bound() + y.bound(), real);
      case 2, 3 -> new Known(depth + 1, x.bound() * y.bound(), real);
      case 4 -> new Known(x.depth() + 1, x.bound() * x.bound(), x.real());
      case 6, 7 -> new Known(x.depth(), x.bound() + 1.5, x.real() && isReal(plain));
      case 8 -> new Known(x.depth() + 1, 1.5 * x.bound(), x.real() && isReal(plain));
      case 11 -> new Known(x.depth() + depth(series), 1, true);
      case 12, 13 -> new Known(x.depth() + 1, x.bound(), x.real());
      default -> x;
    };
  }

  private static int depth(ChebyshevSeries series) {
    Value none = new Value(0);
    return EncryptedPolynomials.depth(new Op.Polynomial(none, none, series));
  }

  private Value operation(int kind, Value x, Value y, ChebyshevSeries series, Plain plain) {
    return switch (kind) {
      case 0 -> ssa.add(x, y);
      case 1 -> ssa.subtract(x, y);
      case 2, 3 -> ssa.multiply(x, y);
      case 4 -> ssa.multiply(x, x);
      case 5 -> ssa.negate(x);
      case 6, 7 -> ssa.addPlain(x, plain);
      case 8 -> ssa.multiplyPlain(x, plain);
      case 9 -> ssa.rotate(x, random.nextInt(-2 * slots, 2 * slots));
      case 10 -> ssa.conjugate(x);
      case 11 -> ssa.polynomial(x, series);
      default -> ssa.transform(x, matrix());
    };
  }

  private static boolean isReal(Plain plain) {
    return !(plain instanceof Plain.Scalar scalar) || scalar.isReal();
  }

  private Plain plain(int kind) {
    return switch (random.nextInt(kind == 7 ? 2 : 4)) {
      case 0 -> new Plain.Scalar(random.nextDouble(-1, 1));
      case 1 -> new Plain.Scalar(random.nextDouble(-1, 1), random.nextDouble(-1, 1));
      case 2 -> new SlotVector.Inline(random.doubles(3, -1, 1).boxed().toList());
      default ->
          new SlotVector.Packed(
              WeightSlice.of("vector"), TensorLayout.packed(List.of(slots), slots), 0);
    };
  }

  private SlotMatrix matrix() {
    return switch (random.nextInt(3)) {
      case 0 -> new SlotMatrix.Stored(WeightSlice.of("one"), distinct(1));
      case 1 -> new SlotMatrix.Stored(WeightSlice.of("two"), distinct(2));
      default -> new SlotMatrix.Stored(WeightSlice.of("five"), distinct(5));
    };
  }

  private List<Integer> distinct(int count) {
    return random.ints(0, slots).distinct().limit(count).sorted().boxed().toList();
  }

  /** A series on an interval that holds the argument, with values of at most 1. */
  private ChebyshevSeries series(double bound) {
    double[] coefficients = random.doubles(random.nextInt(1, 6), -1, 1).toArray();
    double sum = 0;
    for (double coefficient : coefficients) {
      sum += Math.abs(coefficient);
    }
    for (int k = 0; k < coefficients.length; k++) {
      coefficients[k] /= sum;
    }
    return ChebyshevSeries.of(
        new Interval(-Math.max(bound, 0.01), Math.max(bound, 0.01)), coefficients);
  }
}
