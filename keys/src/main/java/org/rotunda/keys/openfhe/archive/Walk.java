package org.rotunda.keys.openfhe.archive;

import java.io.IOException;

/**
 * The description of a class on the wire: gets every field in the wire's order and constructs the
 * value of them.
 */
@FunctionalInterface
public interface Walk<T> {
  /**
   * Walks over the fields.
   *
   * @throws ArchiveException if a field is not what it should be
   */
  T over(Fields<T> fields) throws IOException;
}
