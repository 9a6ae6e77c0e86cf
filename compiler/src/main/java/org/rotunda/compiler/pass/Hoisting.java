package org.rotunda.compiler.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.HoistedDigits;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/**
 * Which rotations and conjugations of a program with types share the digits of the value that they
 * are of, so that it is decomposed once for several (Halevi, Shoup, "Faster Homomorphic Linear
 * Transformations in HElib", 2018, section 5).
 *
 * <p>Operations stay in their order: if all rotations of a value were brought together, each but
 * one would leave a result that has to wait, whereas a value has digits only once. They are kept
 * from one rotation of a value to its next one as long as values and digits never take more limbs
 * than the program's neediest operation does without sharing, and the largest digits twice more:
 * those of two values have room anywhere, as two values that are rotated in turns, or a value that
 * is rotated in a loop and its rotations in an inner one, ask for. Those that are kept over the
 * fewest operations come first, for they spare a decomposition in return for least. Over
 * transforms, polynomials and bootstraps no digits are kept: these need memory of their own, and a
 * decomposition counts little beside them.
 *
 * <p>The answer follows from program and parameters alone. Rotations of a value that stand directly
 * one after the other always share its digits, in whatever order they stand.
 */
public final class Hoisting {
  /** How many times the largest digits may come on top of what a program takes without sharing. */
  private static final int MORE_DIGITS = 2;

  /** Two rotations of a value, by their positions, with none between them. */
  private record Gap(int before, int after, int limbs) {
    private static final Comparator<Gap> SHORTEST_FIRST =
        Comparator.comparingInt((Gap gap) -> gap.after() - gap.before())
            .thenComparingInt(Gap::before);
  }

  private final BitSet leaving = new BitSet();
  private final BitSet finding = new BitSet();

  private Hoisting() {}

  /** Decides for a program with types. */
  public static Hoisting of(Program program, Parameters parameters) {
    Hoisting hoisting = new Hoisting();
    List<Gap> gaps = gaps(program, parameters);
    if (!gaps.isEmpty()) {
      long[] limbs = LivingLimbs.of(program, parameters);
      long neediest = Arrays.stream(limbs).max().orElse(0);
      long largest = gaps.stream().mapToInt(Gap::limbs).max().orElse(0);
      long most = neediest + MORE_DIGITS * largest;
      gaps.sort(Gap.SHORTEST_FIRST);
      gaps.stream().filter(gap -> keep(gap, limbs, most)).forEach(hoisting::add);
    }
    return hoisting;
  }

  private static List<Gap> gaps(Program program, Parameters parameters) {
    List<Gap> gaps = new ArrayList<>();
    Map<Value, Integer> last = new HashMap<>();
    for (Op op : program.ops()) {
      int position = op.result().id();
      switch (op) {
        case Op.Rotate _, Op.Conjugate _ -> {
          int limbs = HoistedDigits.limbs(parameters, program.type(op.result()).level());
          Integer before = last.put(op.operands().getFirst(), position);
          if (before != null) {
            gaps.add(new Gap(before, position, limbs));
          }
        }
        case Op.LinearTransform _, Op.Polynomial _, Op.Bootstrap _ -> last.clear();
        default -> {}
      }
    }
    return gaps;
  }

  /** Adds the digits to the limbs between two rotations, if they fit. */
  private static boolean keep(Gap gap, long[] limbs, long most) {
    for (int between = gap.before() + 1; between < gap.after(); between++) {
      if (limbs[between] + gap.limbs() > most) {
        return false;
      }
    }
    for (int between = gap.before() + 1; between < gap.after(); between++) {
      limbs[between] += gap.limbs();
    }
    return true;
  }

  private void add(Gap gap) {
    leaving.set(gap.before());
    finding.set(gap.after());
  }

  /** Whether the digits of a rotation's operand are there from an operation before it. */
  public boolean findsDigits(Op op) {
    return finding.get(op.result().id());
  }

  /** Whether the digits of a rotation's operand are kept for an operation after it. */
  public boolean leavesDigits(Op op) {
    return leaving.get(op.result().id());
  }
}
