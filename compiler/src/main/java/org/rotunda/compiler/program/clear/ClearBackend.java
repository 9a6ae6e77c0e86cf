package org.rotunda.compiler.program.clear;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.compiler.program.Diagonals;
import org.rotunda.compiler.program.Liveness;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.ShapeException;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;

/**
 * Runs a program on clear complex numbers in double precision: the meaning of every operation, and
 * the reference for encrypted runs. It runs programs before and after any pass. Plain vectors and
 * matrices are computed once. Immutable, so usable from several threads.
 */
public final class ClearBackend {

  /** Is shown every value as soon as it is computed. */
  @FunctionalInterface
  public interface Observer {
    /** Takes the operation and the slots of its result. */
    void computed(Op op, ComplexVector slots);
  }

  /** Puts other slots in the place of every value as soon as it is computed. */
  @FunctionalInterface
  public interface Perturbation {
    /**
     * Takes the operation and the slots of its result, and returns those that the program goes on
     * with.
     */
    ComplexVector perturbed(Op op, ComplexVector slots);
  }

  private final Program program;
  private final Liveness liveness;
  private final Map<SlotMatrix, Diagonals> matrices = new HashMap<>();
  private final Map<Plain, ComplexVector> plains = new HashMap<>();

  /** Prepares a program. */
  public ClearBackend(Program program) {
    this.program = program;
    this.liveness = Liveness.of(program);
    for (Op op : program.ops()) {
      switch (op) {
        case Op.LinearTransform o ->
            matrices.computeIfAbsent(
                o.matrix(), m -> m.diagonals(program.weights(), program.slots()));
        case Op.AddPlain o -> plains.computeIfAbsent(o.plain(), this::slots);
        case Op.MultiplyPlain o -> plains.computeIfAbsent(o.plain(), this::slots);
        default -> {}
      }
    }
  }

  /**
   * Runs the program on real tensors.
   *
   * @param inputs all elements of every input in row-major order, by the input's name
   * @return the real parts of all elements of every output in row-major order, by its name
   * @throws ShapeException if an input is missing, unknown or of the wrong length
   */
  public Map<String, double[]> run(Map<String, double[]> inputs) {
    requireKnown(inputs);
    Map<String, List<ComplexVector>> packed = new HashMap<>();
    for (Port port : program.inputs()) {
      packed.put(
          port.name(),
          port.layout().pack(named(inputs, port.name())).stream()
              .map(ComplexVector::ofReal)
              .toList());
    }
    Map<String, List<ComplexVector>> results = runPacked(packed, (op, slots) -> {});
    Map<String, double[]> outputs = new LinkedHashMap<>();
    for (Port port : program.outputs()) {
      List<ComplexVector> parts = named(results, port.name());
      outputs.put(
          port.name(), port.layout().unpack(parts.stream().map(ComplexVector::real).toList()));
    }
    return outputs;
  }

  /**
   * Runs the program on packed slots.
   *
   * @param inputs the slots of every ciphertext of every input, by the input's name
   * @param observer is shown every value
   * @return the slots of every ciphertext of every output, by the output's name
   * @throws ShapeException if an input is missing, unknown or of the wrong length
   */
  public Map<String, List<ComplexVector>> runPacked(
      Map<String, List<ComplexVector>> inputs, Observer observer) {
    return runPerturbed(
        inputs,
        (op, slots) -> {
          observer.computed(op, slots);
          return slots;
        });
  }

  /**
   * Runs the program on packed slots with errors put in, to see what becomes of them.
   *
   * @param inputs the slots of every ciphertext of every input, by the input's name
   * @param perturbation decides every value
   * @return the slots of every ciphertext of every output, by the output's name
   * @throws ShapeException if an input is missing, unknown or of the wrong length
   */
  public Map<String, List<ComplexVector>> runPerturbed(
      Map<String, List<ComplexVector>> inputs, Perturbation perturbation) {
    requireKnown(inputs);
    ValueTable values = new ValueTable(program.ops().size());
    for (Op op : program.ops()) {
      List<ComplexVector> operands = op.operands().stream().map(values::get).toList();
      ComplexVector result = perturbation.perturbed(op, compute(op, operands, inputs));
      values.put(op.result(), result);
      for (Value operand : op.operands()) {
        if (liveness.lastUse(operand) == op.result().id()) {
          values.release(operand);
        }
      }
      if (liveness.uses(op.result()) == 0 && !(op instanceof Op.Output)) {
        values.release(op.result());
      }
    }
    Map<String, List<ComplexVector>> outputs = new LinkedHashMap<>();
    for (Port port : program.outputs()) {
      outputs.put(port.name(), port.parts().stream().map(values::get).toList());
    }
    return outputs;
  }

  private ComplexVector compute(
      Op op, List<ComplexVector> operands, Map<String, List<ComplexVector>> inputs) {
    return switch (op) {
      case Op.Input o -> input(o, inputs);
      case Op.Add _ -> SlotArithmetic.add(operands.getFirst(), operands.getLast());
      case Op.Subtract _ -> SlotArithmetic.subtract(operands.getFirst(), operands.getLast());
      case Op.Multiply _ -> SlotArithmetic.multiply(operands.getFirst(), operands.getLast());
      case Op.Unary o -> compute(o, operands.getFirst());
    };
  }

  private ComplexVector compute(Op.Unary op, ComplexVector x) {
    return switch (op) {
      case Op.Negate _ -> SlotArithmetic.negate(x);
      case Op.AddPlain o -> SlotArithmetic.add(x, plain(o.plain()));
      case Op.MultiplyPlain o -> SlotArithmetic.multiply(x, plain(o.plain()));
      case Op.Rotate o -> x.rotate(o.amount());
      case Op.Conjugate _ -> SlotArithmetic.conjugate(x);
      case Op.LinearTransform o -> Objects.requireNonNull(matrices.get(o.matrix())).times(x);
      case Op.Polynomial o -> SlotArithmetic.evaluate(o.series(), x);
      case Op.Output _, Op.Relinearise _, Op.Rescale _, Op.DropLevel _, Op.Bootstrap _ -> x;
    };
  }

  private ComplexVector input(Op.Input op, Map<String, List<ComplexVector>> inputs) {
    List<ComplexVector> parts = named(inputs, op.name());
    if (parts.size() != op.layout().parts() || parts.get(op.part()).size() != program.slots()) {
      throw new ShapeException(
          "Expected "
              + op.layout().parts()
              + " vectors of "
              + program.slots()
              + " slots for input "
              + op.name()
              + ", found "
              + parts
              + "; pack the input with its layout.");
    }
    return parts.get(op.part());
  }

  private ComplexVector plain(Plain plain) {
    return Objects.requireNonNull(plains.get(plain));
  }

  private ComplexVector slots(Plain plain) {
    int slots = program.slots();
    return switch (plain) {
      case Plain.Scalar scalar -> SlotArithmetic.constant(scalar, slots);
      case SlotVector vector -> ComplexVector.ofReal(vector.values(program.weights(), slots));
    };
  }

  private void requireKnown(Map<String, ?> inputs) {
    Set<String> names = program.inputs().stream().map(Port::name).collect(Collectors.toSet());
    for (String name : inputs.keySet()) {
      if (!names.contains(name)) {
        throw new ShapeException(
            "Expected values for the inputs " + names + " only, found '" + name + "'; remove it.");
      }
    }
  }

  private static <T> T named(Map<String, T> table, String name) {
    T found = table.get(name);
    if (found == null) {
      throw new ShapeException(
          "Expected values for '" + name + "', found only " + table.keySet() + "; add them.");
    }
    return found;
  }
}
