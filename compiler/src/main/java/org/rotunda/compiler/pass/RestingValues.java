package org.rotunda.compiler.pass;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Value;

/**
 * What {@link LevelsAndScales} knows of old values, and the new ones made of them, each made once.
 */
final class RestingValues {
  private record Lowered(Value old, int level) {}

  private final int[] productDegree;
  private final Map<Value, CipherType> types = new HashMap<>();
  private final Map<Value, Value> rested = new HashMap<>();
  private final Map<Lowered, Value> dropped = new HashMap<>();
  private final Map<Lowered, Value> adjusted = new HashMap<>();

  RestingValues(int count) {
    this.productDegree = new int[count];
  }

  /** Notes that an old value stands for an unrescaled product of a degree in the secret. */
  void product(Value old, int degree) {
    productDegree[old.id()] = degree;
  }

  boolean isProduct(Value old) {
    return productDegree[old.id()] > 0;
  }

  /** The degree in the secret of an old value's product. */
  int degree(Value old) {
    return productDegree[old.id()];
  }

  /** Notes the type of a new value. */
  void type(Value value, CipherType type) {
    types.put(value, type);
  }

  CipherType type(Value value) {
    CipherType type = types.get(value);
    if (type == null) {
      throw new IllegalStateException("No type was noted for " + value);
    }
    return type;
  }

  Value rested(Value old, Supplier<Value> make) {
    return rested.computeIfAbsent(old, _ -> make.get());
  }

  Value dropped(Value old, int level, Supplier<Value> make) {
    return dropped.computeIfAbsent(new Lowered(old, level), _ -> make.get());
  }

  Value adjusted(Value old, int level, Supplier<Value> make) {
    return adjusted.computeIfAbsent(new Lowered(old, level), _ -> make.get());
  }
}
