package org.rotunda.keys.openfhe.archive;

import java.io.IOException;

/** Takes the elements of a sequence as they are read. */
@FunctionalInterface
public interface Sink<T> {
  /** Takes one element. */
  void accept(T element) throws IOException;
}
