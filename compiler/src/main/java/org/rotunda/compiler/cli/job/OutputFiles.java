package org.rotunda.compiler.cli.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a command is to put what it computes, looked at before it begins. */
public final class OutputFiles {
  /** In place of the one run that reads a file. */
  private static final int SEVERAL = -1;

  private OutputFiles() {}

  /**
   * Checks that a file can come to where it is to be.
   *
   * @throws JobException if its folder isn't there, or a folder has its name
   */
  public static void require(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new JobException(
          "A file is expected for the output, but %s is a folder; name a file in it."
              .formatted(file));
    }
    if (!Files.isDirectory(folder)) {
      throw new JobException(
          "A folder is expected for the output %s, but %s is none; make it, or name another."
              .formatted(file, folder));
    }
  }

  /**
   * Checks, for runs on several files, that every input is there, and that every output can come to
   * where it is to be without taking the place of another or of another run's input.
   *
   * @param inputs the input of each run
   * @param outputs the output of each run
   * @throws JobException if an output can't
   * @throws IOException if an input isn't there
   */
  public static void require(List<Path> inputs, List<Path> outputs) throws IOException {
    Map<Path, Integer> inputPlaces = new HashMap<>();
    for (int run = 0; run < inputs.size(); run++) {
      Path input = inputs.get(run);
      if (!Files.exists(input)) {
        throw new NoSuchFileException(input.toString());
      }
      inputPlaces.merge(place(input), run, (first, again) -> SEVERAL);
    }
    Set<Path> outputPlaces = new HashSet<>();
    for (int run = 0; run < outputs.size(); run++) {
      Path output = outputs.get(run);
      require(output);
      if (!outputPlaces.add(place(output))) {
        throw taken(output, "is the output of two runs");
      }
      if (inputPlaces.getOrDefault(place(output), run) != run) {
        throw taken(output, "is the input of another run");
      }
    }
  }

  private static JobException taken(Path output, String why) {
    return new JobException(
        "Every output is expected to have a file of its own, but %s %s; name another."
            .formatted(output, why));
  }

  /** The one name of a file that may not be there yet, whatever links lead to its folder. */
  private static Path place(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
  }
}
