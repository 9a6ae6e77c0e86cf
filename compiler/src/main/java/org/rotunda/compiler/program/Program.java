package org.rotunda.compiler.program;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program on ciphertexts in static single assignment form: straight-line, without loops or
 * branches. The operation at position i defines value i, and reads only values before it.
 *
 * @param name name of the program
 * @param slots number of slots of every ciphertext, a power of two
 * @param weights the numbers that the program refers to by name
 * @param ops the operations in order
 * @param types level and scale of every value, in order; empty before the pass that decides them
 */
public record Program(
    String name, int slots, Weights weights, List<Op> ops, List<CipherType> types) {

  /**
   * Creates a program and checks it whole.
   *
   * @throws ProgramException if a value is read before it is defined, a port is incomplete, a
   *     weight is missing or of the wrong shape, an amount is out of range, or only some values
   *     have types
   */
  public Program {
    ops = List.copyOf(ops);
    types = List.copyOf(types);
    ProgramCheck.check(name, slots, weights, ops, types);
  }

  /** Returns the operation that defines a value. */
  public Op definition(Value value) {
    return ops.get(value.id());
  }

  /** Tells whether levels and scales are decided. */
  public boolean isTyped() {
    return !types.isEmpty();
  }

  /**
   * Returns level and scale of a value.
   *
   * @throws InvalidProgramException if they aren't decided yet
   */
  public CipherType type(Value value) {
    if (!isTyped()) {
      throw new InvalidProgramException(
          "Expected a program with levels and scales, found "
              + name
              + " without; run the pass for levels and scales first.");
    }
    return types.get(value.id());
  }

  /**
   * Returns the same program with these levels and scales.
   *
   * @param types one for each value in order, or none
   */
  public Program withTypes(List<CipherType> types) {
    return new Program(name, slots, weights, ops, types);
  }

  /** Returns the inputs in the order of their first ciphertexts. */
  public List<Port> inputs() {
    return ports(
        ops.stream()
            .filter(Op.Input.class::isInstance)
            .map(Op.Input.class::cast)
            .map(o -> new PortPart(o.name(), o.layout(), o.part(), o.result())));
  }

  /** Returns the outputs in the order of their first ciphertexts. */
  public List<Port> outputs() {
    return ports(
        ops.stream()
            .filter(Op.Output.class::isInstance)
            .map(Op.Output.class::cast)
            .map(o -> new PortPart(o.name(), o.layout(), o.part(), o.result())));
  }

  private record PortPart(String name, TensorLayout layout, int part, Value value) {}

  private static List<Port> ports(Stream<PortPart> parts) {
    return parts
        .collect(Collectors.groupingBy(PortPart::name, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(Program::port)
        .toList();
  }

  private static Port port(List<PortPart> parts) {
    PortPart first = parts.getFirst();
    List<Value> values =
        parts.stream()
            .sorted(Comparator.comparingInt(PortPart::part))
            .map(PortPart::value)
            .toList();
    return new Port(first.name(), first.layout(), values);
  }

  /** Returns the program as text, one operation a line; the parser reads it back as it was. */
  public String toText() {
    return new ProgramPrinter(this).print();
  }

  /** Returns a short description; {@link #toText()} gives the whole. */
  @Override
  public String toString() {
    return "Program " + name + " with " + ops.size() + " operations on " + slots + " slots";
  }
}
