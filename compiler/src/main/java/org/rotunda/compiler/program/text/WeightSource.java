package org.rotunda.compiler.program.text;

import java.nio.file.Path;
import org.rotunda.compiler.program.WeightFiles;
import org.rotunda.compiler.program.Weights;

/** Where a program text's weights come from. */
@FunctionalInterface
public interface WeightSource {

  /**
   * Returns the weights of a manifest.
   *
   * @param manifest the manifest's name as the program text states it
   * @throws org.rotunda.compiler.program.WeightsException if they can't be had
   */
  Weights load(String manifest);

  /** Returns the source that reads manifests in a folder. */
  static WeightSource folder(Path folder) {
    return manifest -> WeightFiles.read(folder, manifest);
  }
}
