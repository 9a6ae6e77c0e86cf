package org.rotunda.compiler.program;

/**
 * A ciphertext value of a {@link Program}: one ciphertext, that is a vector of {@code slots}
 * complex numbers.
 *
 * @param id position of the operation that defines the value; 0 or more
 */
public record Value(int id) {

  /**
   * Creates the value with this id.
   *
   * @throws InvalidProgramException if the id is negative
   */
  public Value {
    if (id < 0) {
      throw new InvalidProgramException(
          "A value's id must be 0 or more, found " + id + "; use the position of its operation.");
    }
  }

  /** Returns the value as the program text writes it, for example {@code %12}. */
  @Override
  public String toString() {
    return "%" + id;
  }
}
