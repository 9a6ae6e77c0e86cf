package org.rotunda.compiler.cli.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rotunda.keys.wire.AtomicFile;

/** Where a command is to put what it computes, looked at before it begins. */
public final class OutputFiles {
  /** In place of the one run that reads a file. */
  private static final int SEVERAL = -1;

  private OutputFiles() {}

  /**
   * Checks that a file can come to where it is to be.
   *
   * @throws JobException if its folder isn't there, or a folder has its name
   * @throws IOException if no file can be made there
   */
  public static void require(Path file) throws IOException {
    // As the file will be written: the system follows links and "..", which no text replaces.
    Path folder = file.toAbsolutePath().getParent();
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
    AtomicFile.requireRoom(file);
  }

  /**
   * Checks that a file can come to where it is to be, without taking the place of what the command
   * reads.
   *
   * @param read what it reads; of these, files that aren't there are passed over
   * @throws JobException if it can't
   * @throws IOException if no file can be made there
   */
  public static void require(Path file, List<Path> read) throws IOException {
    require(file);
    requireOther(file, read);
  }

  /**
   * Checks, for runs on several files, that every input is there, and that every output can come to
   * where it is to be without taking the place of another, of another run's input, or of what all
   * runs read.
   *
   * @param inputs the input of each run
   * @param outputs the output of each run
   * @param read what all runs read; of these, files that aren't there are passed over
   * @throws JobException if an input is no file, or an output can't
   * @throws IOException if an input isn't there, or no file can be made for an output
   */
  public static void require(List<Path> inputs, List<Path> outputs, List<Path> read)
      throws IOException {
    Map<Object, Integer> inputFiles = new HashMap<>();
    for (int run = 0; run < inputs.size(); run++) {
      Path input = inputs.get(run);
      requireFile(input);
      inputFiles.merge(identity(input), run, (first, again) -> SEVERAL);
    }
    Set<Object> outputFiles = new HashSet<>();
    for (int run = 0; run < outputs.size(); run++) {
      Path output = outputs.get(run);
      require(output);
      if (!outputFiles.add(identity(output))) {
        throw taken(output, "is the output of two runs");
      }
      if (inputFiles.getOrDefault(identity(output), run) != run) {
        throw taken(output, "is the input of another run");
      }
      requireOther(output, read);
    }
  }

  private static void requireFile(Path input) throws IOException {
    if (!Files.exists(input)) {
      throw new NoSuchFileException(input.toString());
    }
    if (!Files.isRegularFile(input)) {
      throw new JobException(
          "A file is expected for the input, but %s is a folder or a device; name a file."
              .formatted(input));
    }
  }

  /**
   * Checks that a file doesn't take the place of what the command reads.
   *
   * @param read what it reads; of these, files that aren't there are passed over
   * @throws JobException if it does
   */
  public static void requireOther(Path output, List<Path> read) throws IOException {
    if (!Files.exists(output)) {
      return;
    }
    for (Path file : read) {
      if (Files.exists(file) && Files.isSameFile(output, file)) {
        throw taken(output, "is what the command reads as " + file);
      }
    }
  }

  private static JobException taken(Path output, String why) {
    return new JobException(
        "Every output is expected to have a file of its own, but %s %s; name another."
            .formatted(output, why));
  }

  /**
   * What is equal for two paths exactly if they lead to one file, whatever links and names they
   * take. A file that isn't there yet is a name in a folder that is.
   */
  private static Object identity(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path absolute = file.toAbsolutePath();
      Path folder = absolute.getParent();
      return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    }
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    // Where the system has no such keys, a real path spells every name as it is kept.
    return key == null ? file.toRealPath() : key;
  }
}
