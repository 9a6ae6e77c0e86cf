package org.rotunda.keys.openfhe.archive;

import java.io.IOException;

/** What an archive does between the beginning and the end of an object. */
@FunctionalInterface
interface Body<R> {
  R run() throws IOException;
}
