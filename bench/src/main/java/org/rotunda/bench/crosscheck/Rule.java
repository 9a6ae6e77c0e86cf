package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyUnavailableException;

/**
 * One thing that both libraries should agree on.
 *
 * @param name what it is
 * @param files the objects it needs
 * @param any of which it needs at least one
 * @param check compares
 */
record Rule(String name, List<String> files, Optional<AnyOf> any, Check check) {
  /** A rule that needs certain objects. */
  Rule(String name, List<String> files, Check check) {
    this(name, files, Optional.empty(), check);
  }

  /** A rule that needs one of some objects. */
  Rule(String name, AnyOf any, Check check) {
    this(name, List.of(), Optional.of(any), check);
  }

  /**
   * Objects that can stand for each other.
   *
   * @param what they are, for "there is no ..."
   * @param names under which they may be there
   */
  record AnyOf(String what, List<String> names) {}

  /** Compares what a folder holds with what Rotunda computes. */
  @FunctionalInterface
  interface Check {
    /**
     * Compares.
     *
     * @throws IOException if an object can't be read
     * @throws IllegalArgumentException if an object does not belong to the context
     * @throws KeyUnavailableException if a map of keys lacks the one that is needed
     */
    Finding run(Evidence evidence) throws IOException;
  }
}
