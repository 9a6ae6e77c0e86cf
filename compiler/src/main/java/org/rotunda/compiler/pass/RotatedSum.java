package org.rotunda.compiler.pass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.Value;

/**
 * A sum of rotated and multiplied values that linear transforms can stand for.
 *
 * @param inner the operations that only this sum needs, in order; the last one is the sum
 * @param level the level of the sum once it is rescaled
 * @param terms what is summed, by the value that is rotated and multiplied
 */
public record RotatedSum(List<Op> inner, int level, Map<Value, List<SlotMatrix.Term>> terms) {
  /** Copies the list. */
  public RotatedSum {
    inner = List.copyOf(inner);
  }

  /** Returns the value of the sum. */
  public Value result() {
    return inner.getLast().result();
  }

  /** Tells whether a transform of several terms stands for any of it. */
  boolean hasTransform() {
    return terms.values().stream().anyMatch(own -> own.size() > 1 && isTransform(own));
  }

  /** Products that are rotated; others would consume a level more as a transform. */
  private static boolean isTransform(List<SlotMatrix.Term> terms) {
    boolean rotated = terms.stream().anyMatch(term -> term.index() != 0);
    boolean product = terms.stream().anyMatch(SlotMatrix.Term::isProduct);
    boolean twice = terms.stream().anyMatch(t -> t.hasVector() && Math.abs(t.factor()) != 1);
    return product && (twice || (rotated && terms.size() > 1));
  }

  /**
   * Appends the sum as it was written.
   *
   * @param mapped the new values of those that it reads
   */
  public Value copy(SsaBuilder out, UnaryOperator<Value> mapped) {
    Map<Value, Value> own = new LinkedHashMap<>();
    for (Op op : inner) {
      List<Value> operands =
          op.operands().stream()
              .map(v -> Optional.ofNullable(own.get(v)).orElseGet(() -> mapped.apply(v)))
              .toList();
      own.put(op.result(), out.append(op, operands));
    }
    return Optional.ofNullable(own.get(result())).orElseThrow();
  }

  /**
   * Appends the sum with transforms.
   *
   * @param mapped the new values of those that it reads
   */
  public Value transformed(SsaBuilder out, UnaryOperator<Value> mapped) {
    List<Value> added = new ArrayList<>();
    List<Value> subtracted = new ArrayList<>();
    terms.forEach(
        (value, own) -> {
          Value operand = mapped.apply(value);
          if (isTransform(own)) {
            added.add(out.transform(operand, new SlotMatrix.Collected(own)));
          } else {
            for (SlotMatrix.Term term : own) {
              (term.factor() == -1 ? subtracted : added).add(direct(out, operand, term));
            }
          }
        });
    Value sum = added.isEmpty() ? out.negate(subtracted.removeFirst()) : added.removeFirst();
    for (Value value : added) {
      sum = out.add(sum, value);
    }
    for (Value value : subtracted) {
      sum = out.subtract(sum, value);
    }
    return sum;
  }

  /** A term by a rotation and a product, up to its sign if the factor is -1. */
  private static Value direct(SsaBuilder out, Value operand, SlotMatrix.Term term) {
    Value rotated = out.rotate(operand, (long) term.index() - term.shift());
    if (term.hasVector()) {
      return out.rotate(out.multiplyPlain(rotated, term.vector()), term.shift());
    }
    return term.isProduct() ? out.multiplyPlain(rotated, new Plain.Scalar(term.factor())) : rotated;
  }
}
