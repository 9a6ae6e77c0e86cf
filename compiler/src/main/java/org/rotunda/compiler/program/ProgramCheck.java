package org.rotunda.compiler.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The checks that every program passes when it is created. */
final class ProgramCheck {

  private final int slots;
  private final Weights weights;
  private final List<Op> ops;
  private final Map<String, TensorLayout> layouts = new HashMap<>();
  private final Map<String, Map<Integer, Value>> parts = new TreeMap<>();

  /**
   * Starts the checks of a program's operations.
   *
   * @param ops the operations so far; the caller adds those that passed
   */
  ProgramCheck(int slots, Weights weights, List<Op> ops) {
    TensorLayout.requireSlots(slots);
    this.slots = slots;
    this.weights = weights;
    this.ops = ops;
  }

  /** Checks a whole program. */
  static void check(String name, int slots, Weights weights, List<Op> ops, List<CipherType> types) {
    Names.check("program", name);
    if (!types.isEmpty() && types.size() != ops.size()) {
      throw new InvalidProgramException(
          "Expected a level and scale for each of "
              + ops.size()
              + " values or for none, found "
              + types.size()
              + "; give all of them.");
    }
    ProgramCheck check = new ProgramCheck(slots, weights, ops);
    for (int position = 0; position < ops.size(); position++) {
      check.operation(position, ops.get(position));
    }
    check.allPartsThere();
  }

  /** Checks the operation at a position; those before it have passed. */
  void operation(int position, Op op) {
    form(position, op);
    content(op);
  }

  private void form(int position, Op op) {
    if (op.result().id() != position) {
      throw new InvalidProgramException(
          "Expected %"
              + position
              + " as the result of operation "
              + position
              + ", found "
              + op.result()
              + "; number values by the position of their operations.");
    }
    for (Value operand : op.operands()) {
      if (operand.id() >= position) {
        throw new InvalidProgramException(
            "Expected operands defined before "
                + op.result()
                + ", found "
                + operand
                + "; reorder.");
      }
      if (ops.get(operand.id()) instanceof Op.Output output) {
        throw new InvalidProgramException(
            "Expected an operand that isn't delivered as an output, found "
                + operand
                + " of output "
                + output.name()
                + " read by "
                + op.result()
                + "; read "
                + output.operand()
                + " instead.");
      }
    }
  }

  private void content(Op op) {
    switch (op) {
      case Op.Input o -> port("input", o.name(), o.layout(), o.part(), o.result());
      case Op.Output o -> port("output", o.name(), o.layout(), o.part(), o.result());
      case Op.AddPlain o -> plain(o.plain());
      case Op.MultiplyPlain o -> plain(o.plain());
      case Op.Rotate o -> inRange("rotation amount", o.amount(), 1, slots - 1);
      case Op.DropLevel o -> inRange("level", o.level(), 0, Integer.MAX_VALUE);
      case Op.LinearTransform o -> matrix(o.matrix());
      case Op.Add _,
          Op.Subtract _,
          Op.Multiply _,
          Op.Negate _,
          Op.Conjugate _,
          Op.Polynomial _,
          Op.Relinearise _,
          Op.Rescale _,
          Op.Bootstrap _ -> {}
    }
  }

  private void port(String kind, String name, TensorLayout layout, int part, Value value) {
    Names.check(kind, name);
    layout(layout);
    inRange("part of " + kind + " " + name, part, 0, layout.parts() - 1);
    String key = kind + " " + name;
    TensorLayout known = layouts.putIfAbsent(key, layout);
    if (known != null && !known.equals(layout)) {
      throw new InvalidProgramException(
          "Expected one layout for "
              + key
              + ", found "
              + known.toText()
              + " and "
              + layout.toText()
              + "; use one layout, or two names.");
    }
    if (parts.computeIfAbsent(key, k -> new TreeMap<>()).putIfAbsent(part, value) != null) {
      throw new InvalidProgramException(
          "Expected part " + part + " of " + key + " once, found it twice; use another name.");
    }
  }

  private void allPartsThere() {
    layouts.forEach(
        (key, layout) -> {
          Set<Integer> found = parts.getOrDefault(key, Map.of()).keySet();
          if (found.size() != layout.parts()) {
            throw new InvalidProgramException(
                "Expected "
                    + layout.parts()
                    + " parts of "
                    + key
                    + ", found "
                    + found
                    + "; add all.");
          }
        });
  }

  private void layout(TensorLayout layout) {
    if (layout.slots() != slots) {
      throw new ShapeException(
          "Expected layouts for "
              + slots
              + " slots, found "
              + layout.slots()
              + "; make the layout for the program's number of slots.");
    }
  }

  private void plain(Plain plain) {
    switch (plain) {
      case Plain.Scalar _ -> {}
      case SlotVector.Inline inline ->
          inRange("number of slots of a vector", inline.numbers().size(), 1, slots);
      case SlotVector.Mask mask -> {
        layout(mask.layout());
        inRange("part of a mask", mask.part(), 0, mask.layout().parts() - 1);
      }
      case SlotVector.Packed packed -> {
        layout(packed.layout());
        inRange("part of a packed weight", packed.part(), 0, packed.layout().parts() - 1);
        List<Integer> found = weights.shape(packed.weight());
        List<Integer> shape = packed.layout().shape();
        if (!packed.layout().isLedBy(found)) {
          throw new ShapeException(
              "Expected a weight whose shape is "
                  + shape
                  + " or its beginning, found "
                  + found
                  + " for "
                  + packed.weight().toText()
                  + "; correct the weight or the layer.");
        }
      }
    }
  }

  private void matrix(SlotMatrix matrix) {
    switch (matrix) {
      case TensorBlock block -> {
        layout(block.map().input());
        layout(block.map().output());
        inRange("output part", block.outputPart(), 0, block.map().output().parts() - 1);
        inRange("input part", block.inputPart(), 0, block.map().input().parts() - 1);
        block.map().check(weights);
      }
      case SlotMatrix.Collected collected -> {
        inRange("number of terms", collected.terms().size(), 1, Integer.MAX_VALUE);
        for (SlotMatrix.Term term : collected.terms()) {
          inRange("number of a diagonal", term.index(), 0, slots - 1);
          inRange("rotation of a diagonal", term.shift(), 0, slots - 1);
          plain(term.vector());
        }
      }
      case SlotMatrix.Stored stored -> {
        List<Integer> shape = weights.shape(stored.rows());
        boolean fits =
            shape.size() == 2
                && shape.getFirst() == stored.indices().size()
                && Integer.bitCount(shape.getLast()) == 1
                && shape.getLast() <= slots;
        if (!fits) {
          throw new ShapeException(
              "Expected a weight of shape ["
                  + stored.indices().size()
                  + ", power of two of at most "
                  + slots
                  + "] for the diagonals, found "
                  + shape
                  + "; store one row for each diagonal.");
        }
        int previous = -1;
        for (int index : stored.indices()) {
          inRange("number of a diagonal, ascending,", index, previous + 1, slots - 1);
          previous = index;
        }
      }
    }
  }

  private static void inRange(String what, int found, int lowest, int highest) {
    if (found < lowest || found > highest) {
      throw new InvalidProgramException(
          "Expected a "
              + what
              + " from "
              + lowest
              + " to "
              + highest
              + ", found "
              + found
              + "; correct it.");
    }
  }
}
