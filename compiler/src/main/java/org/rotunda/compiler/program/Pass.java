package org.rotunda.compiler.program;

/** A function from program to program that keeps what the program computes. */
@FunctionalInterface
public interface Pass {

  /** Returns the rewritten program. */
  Program apply(Program program);

  /** Returns the pass that applies this one and then the other. */
  default Pass andThen(Pass next) {
    return program -> next.apply(apply(program));
  }
}
