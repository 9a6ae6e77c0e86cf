package org.rotunda.compiler.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

/**
 * Random source programs that rotate and conjugate a few values again and again, some rotations of
 * one value directly one after the other, others with sums, products and transforms between them.
 */
public final class RandomRotations {
  /** The levels that programs consume at most. */
  public static final int DEPTH = 3;

  private static final int AMOUNTS = 5;

  private final SplittableRandom random;
  private final SsaBuilder ssa;
  private final List<Value> values = new ArrayList<>();
  private final int[] amounts;

  private RandomRotations(long seed, int slots) {
    this.random = new SplittableRandom(seed);
    double[] numbers = random.doubles(3L * slots, -0.3, 0.3).toArray();
    this.ssa =
        new SsaBuilder(
            "rotations",
            slots,
            Weights.of(
                "weights.json",
                List.of(new WeightTensor("w", List.of(3, slots), "weight", numbers))));
    this.amounts = random.ints(AMOUNTS, 1, slots).toArray();
  }

  /**
   * The program of a seed.
   *
   * @param size how many times a value is chosen and rotated once or several times
   */
  public static Program of(long seed, int slots, int size) {
    return new RandomRotations(seed, slots).build(size);
  }

  private Program build(int size) {
    TensorLayout layout = TensorLayout.packed(List.of(ssa.slots()), ssa.slots());
    Value x = ssa.input("x", layout, 0);
    values.add(x);
    values.add(ssa.input("z", layout, 0));
    Value sum = x;
    Value product = x;
    for (int i = 0; i < size; i++) {
      Value operand = values.get(random.nextInt(values.size()));
      List<Value> rotated = new ArrayList<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        rotated.add(rotation(operand));
      }
      for (Value value : rotated) {
        switch (random.nextInt(7)) {
          case 0 -> values.add(value);
          case 1 -> product = ssa.multiply(value, values.getFirst());
          case 2 -> sum = ssa.add(sum, ssa.multiplyPlain(value, new Plain.Scalar(0.5)));
          case 3 -> sum = ssa.add(sum, transformed(value));
          default -> sum = ssa.add(sum, value);
        }
      }
    }
    ssa.output(ssa.add(sum, rotation(product)), "y", layout, 0);
    return ssa.build();
  }

  private Value rotation(Value operand) {
    return random.nextInt(AMOUNTS + 1) == 0
        ? ssa.conjugate(operand)
        : ssa.rotate(operand, amounts[random.nextInt(AMOUNTS)]);
  }

  private Value transformed(Value operand) {
    return ssa.transform(
        operand, new SlotMatrix.Stored(WeightSlice.of("w"), List.of(0, 1, 2 + random.nextInt(4))));
  }
}
