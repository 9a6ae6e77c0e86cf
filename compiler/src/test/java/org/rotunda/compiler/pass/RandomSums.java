package org.rotunda.compiler.pass;

import java.util.List;
import java.util.SplittableRandom;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

/**
 * Random programs of sums, as trees of any shape, of rotated and multiplied values, some of which
 * are used again elsewhere.
 */
public final class RandomSums {
  private static final double REUSE = 0.05;

  private final SplittableRandom random;
  private final int slots;
  private final SsaBuilder ssa;
  private final TensorLayout layout;
  private final List<Value> operands;
  private final List<Value> rotations;

  private RandomSums(long seed, int slots) {
    this.random = new SplittableRandom(seed);
    this.slots = slots;
    double[] numbers = random.doubles(slots, -1, 1).toArray();
    this.ssa =
        new SsaBuilder(
            "sums",
            slots,
            Weights.of(
                "w.json", List.of(new WeightTensor("w", List.of(slots), "weight", numbers))));
    this.layout = TensorLayout.packed(List.of(slots), slots);
    Value x = ssa.input("x", layout, 0);
    this.operands = List.of(x, ssa.input("y", layout, 0), ssa.multiply(x, x));
    this.rotations =
        random
            .ints(3, 1, slots)
            .mapToObj(amount -> ssa.rotate(ssa.rotate(x, amount), amount / 2))
            .toList();
  }

  /**
   * The program of a seed: two sums, of which one may use what the other does.
   *
   * @param size about the number of terms of a sum
   */
  public static Program of(long seed, int slots, int size) {
    return new RandomSums(seed, slots).build(size);
  }

  private Program build(int size) {
    Value first = tree(size);
    Value second = tree(size);
    ssa.output(first, "first", layout, 0);
    ssa.output(ssa.multiply(second, random.nextBoolean() ? first : second), "second", layout, 0);
    if (random.nextDouble() < REUSE) {
      ssa.output(new Value(random.nextInt(first.id())), "third", layout, 0);
    }
    return ssa.build();
  }

  private Value tree(int size) {
    if (size <= 1) {
      return leaf();
    }
    int left = random.nextInt(1, size);
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4, 5 -> ssa.add(tree(left), tree(size - left));
      case 6, 7 -> ssa.subtract(tree(left), tree(size - left));
      case 8 -> ssa.negate(tree(size - 1));
      case 9 -> ssa.rotate(tree(size - 1), random.nextInt(-slots, slots));
      case 10 -> ssa.multiplyPlain(tree(size - 1), plain());
      default -> {
        Value tree = tree(size - 1);
        yield ssa.add(tree, ssa.rotate(tree, random.nextInt(slots)));
      }
    };
  }

  private Value leaf() {
    List<Value> from = random.nextInt(3) == 0 ? rotations : operands;
    Value value = from.get(random.nextInt(3));
    Value operand = random.nextBoolean() ? operands.getFirst() : value;
    return switch (random.nextInt(6)) {
      case 0 -> operand;
      case 1 -> ssa.rotate(operand, random.nextInt(-slots, slots));
      case 2 -> ssa.rotate(ssa.multiplyPlain(operand, plain()), random.nextInt(slots));
      default -> ssa.multiplyPlain(ssa.rotate(operand, random.nextInt(slots)), plain());
    };
  }

  private Plain plain() {
    return switch (random.nextInt(8)) {
      case 0 -> new Plain.Scalar(random.nextDouble(-1, 1));
      case 1 -> new Plain.Scalar(0, 1);
      case 2 -> new SlotVector.Inline(random.doubles(3, -1, 1).boxed().toList());
      case 3 -> new SlotVector.Mask(TensorLayout.packed(List.of(slots / 2 + 1), slots), 0);
      default -> new SlotVector.Packed(WeightSlice.of("w"), layout, 0);
    };
  }
}
