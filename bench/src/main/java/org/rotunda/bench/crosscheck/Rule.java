package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.util.List;
import org.rotunda.ckks.evaluation.KeyUnavailableException;

/**
 * One thing that both libraries should agree on.
 *
 * @param name what it is
 * @param files the objects it needs
 * @param check compares
 */
record Rule(String name, List<String> files, Check check) {
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
