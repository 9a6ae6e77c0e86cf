package org.rotunda.compiler.cli.job;

import java.nio.file.Path;
import java.util.List;

/**
 * What a server gets of a key set: nothing secret.
 *
 * @param path the folder
 */
public record ServerFolder(Path path) {
  /** The parameters. */
  public Path parameters() {
    return path.resolve("parameters.bin");
  }

  /** The public key. */
  public Path publicKey() {
    return path.resolve("public.key");
  }

  /** All of its files. */
  public List<Path> files() {
    return List.of(parameters(), publicKey(), store());
  }

  /** The key store. */
  public Path store() {
    return path.resolve("evaluation.keys");
  }
}
