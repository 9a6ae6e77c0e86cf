package org.rotunda.compiler.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.compiler.program.Liveness;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.compiler.program.Rewriter;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;

/**
 * Finds linear transforms that are written as sums of rotated products.
 *
 * <p>A sum takes in additions, subtractions, negations, rotations, products with scalars and at
 * most one product with a vector on each way to it, as long as nothing else uses their results. A
 * rotation that several terms of the sum share belongs to it too. What is rotated and multiplied
 * after all that are the sum's values; the terms of each make the diagonals of one matrix.
 */
public final class RotatedSums {
  private final Program program;
  private final Liveness liveness;
  private final boolean[] end;
  private final int[] root;

  private RotatedSums(Program program) {
    this.program = program;
    this.liveness = Liveness.of(program);
    this.end = ends();
    this.root = roots();
  }

  /**
   * The sums of a program without levels that linear transforms can stand for, in order. No two of
   * them share an operation.
   */
  public static List<RotatedSum> of(Program program) {
    return new RotatedSums(program).find(RequiredLevels.of(program));
  }

  /** The same of a program that may bootstrap. */
  public static List<RotatedSum> of(Program program, Target target) {
    return new RotatedSums(program).find(RequiredLevels.of(program, target));
  }

  /** The program with transforms in the place of some of its sums. */
  public static Program replace(Program program, List<RotatedSum> sums) {
    Map<Value, RotatedSum> byResult = new HashMap<>();
    sums.forEach(sum -> byResult.put(sum.result(), sum));
    Program replaced =
        Rewriter.rewrite(
            program,
            (rewriter, op) ->
                Optional.ofNullable(byResult.get(op.result()))
                    .map(sum -> sum.transformed(rewriter.out(), rewriter::mapped))
                    .orElseGet(() -> rewriter.copy(op)));
    return new RemoveUnused().apply(replaced);
  }

  private static boolean isLinear(Op op) {
    return switch (op) {
      case Op.Add _, Op.Subtract _, Op.Negate _, Op.Rotate _ -> true;
      case Op.MultiplyPlain multiply ->
          !(multiply.plain() instanceof Plain.Scalar scalar) || scalar.isReal();
      default -> false;
    };
  }

  private static boolean isVectorProduct(Op op) {
    return op instanceof Op.MultiplyPlain multiply && multiply.plain() instanceof SlotVector;
  }

  private boolean isShared(Op op) {
    return liveness.uses(op.result()) > 1;
  }

  /**
   * The values that sums end at: those of other operations, those that are used several times, and
   * those with a product that another is made of. Rotations may be used several times if they are
   * of such an end.
   */
  private boolean[] ends() {
    boolean[] ends = sharedRotationsEnds();
    boolean[] products = new boolean[ends.length];
    for (Op op : program.ops()) {
      int id = op.result().id();
      if (isLinear(op)) {
        for (Value operand : op.operands()) {
          ends[operand.id()] |= isVectorProduct(op) && products[operand.id()];
          products[id] |= products[operand.id()] && !ends[operand.id()];
        }
        products[id] |= isVectorProduct(op);
      }
      ends[id] |= !isLinear(op) || (isShared(op) && !(op instanceof Op.Rotate));
    }
    return ends;
  }

  /** The values of which rotations are used several times, or rotations of such rotations. */
  private boolean[] sharedRotationsEnds() {
    boolean[] ends = new boolean[program.ops().size()];
    boolean[] shared = new boolean[ends.length];
    for (Op op : program.ops().reversed()) {
      if (op instanceof Op.Rotate rotate && (isShared(op) || shared[op.result().id()])) {
        boolean again = program.definition(rotate.operand()) instanceof Op.Rotate;
        (again ? shared : ends)[rotate.operand().id()] = true;
      }
    }
    return ends;
  }

  /** For every linear operation the sum that it belongs to, which may be its own. */
  private int[] roots() {
    int[] roots = new int[end.length];
    List<List<Integer>> users = new ArrayList<>();
    program.ops().forEach(_ -> users.add(new ArrayList<>()));
    for (int i = end.length - 1; i >= 0; i--) {
      Op op = program.ops().get(i);
      List<Integer> above = users.get(i).stream().map(user -> roots[user]).distinct().toList();
      boolean linear = users.get(i).stream().allMatch(user -> isLinear(program.ops().get(user)));
      roots[i] = !end[i] && linear && above.size() == 1 ? above.getFirst() : i;
      for (Value operand : op.operands()) {
        users.get(operand.id()).add(i);
      }
    }
    return roots;
  }

  private List<RotatedSum> find(RequiredLevels levels) {
    Map<Integer, List<Op>> inner = new LinkedHashMap<>();
    for (Op op : program.ops()) {
      if (isLinear(op)) {
        inner.computeIfAbsent(root[op.result().id()], _ -> new ArrayList<>()).add(op);
      }
    }
    return inner.values().stream()
        .map(ops -> new RotatedSum(ops, levels.of(ops.getLast().result()), terms(ops)))
        .filter(RotatedSum::hasTransform)
        .toList();
  }

  /** What a sum is of, by following each of its operations to those before it. */
  private Map<Value, List<SlotMatrix.Term>> terms(List<Op> inner) {
    Map<Value, List<SlotMatrix.Term>> pending = new HashMap<>();
    Map<Value, List<SlotMatrix.Term>> terms = new LinkedHashMap<>();
    Value result = inner.getLast().result();
    pending.put(result, List.of(SlotMatrix.Term.rotation(0)));
    for (Op op : inner.reversed()) {
      for (SlotMatrix.Term term : pending.getOrDefault(op.result(), List.of())) {
        for (int k = 0; k < op.operands().size(); k++) {
          Value operand = op.operands().get(k);
          boolean inside = root[operand.id()] == result.id();
          (inside ? pending : terms)
              .computeIfAbsent(operand, _ -> new ArrayList<>())
              .add(before(op, k, term));
        }
      }
    }
    return terms;
  }

  /** The term of an operand that a term of the operation's result amounts to. */
  private SlotMatrix.Term before(Op op, int operand, SlotMatrix.Term term) {
    return switch (op) {
      case Op.Negate _ -> scaled(term, -1);
      case Op.Subtract _ when operand == 1 -> scaled(term, -1);
      case Op.Rotate rotate ->
          new SlotMatrix.Term(
              (term.index() + rotate.amount()) % program.slots(),
              term.factor(),
              term.vector(),
              term.shift());
      case Op.MultiplyPlain multiply ->
          switch (multiply.plain()) {
            case Plain.Scalar scalar -> scaled(term, scalar.real());
            case SlotVector vector ->
                new SlotMatrix.Term(term.index(), term.factor(), vector, term.index());
          };
      default -> term;
    };
  }

  private static SlotMatrix.Term scaled(SlotMatrix.Term term, double factor) {
    return new SlotMatrix.Term(term.index(), term.factor() * factor, term.vector(), term.shift());
  }
}
