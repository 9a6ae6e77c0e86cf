package org.rotunda.compiler.program.clear;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.compiler.program.Value;

/** The slots of the values that are alive. */
final class ValueTable {

  private final @Nullable ComplexVector[] slots;

  ValueTable(int values) {
    this.slots = new ComplexVector[values];
  }

  void put(Value value, ComplexVector content) {
    slots[value.id()] = content;
  }

  ComplexVector get(Value value) {
    return Objects.requireNonNull(slots[value.id()]);
  }

  void release(Value value) {
    slots[value.id()] = null;
  }
}
