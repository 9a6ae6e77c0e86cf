package org.rotunda.bench.compare;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.compiler.cli.job.JobException;

/** Builds the programs around other libraries with CMake, from the sources beside this module. */
public final class PeerBuild {
  private static final String SOURCES = "peers/openfhe";
  private static final String TARGETS = "target/peers";

  private final Path module;

  private PeerBuild(Path module) {
    this.module = module;
  }

  /**
   * In the source tree that this class was built from.
   *
   * @throws JobException if there is none
   */
  public static PeerBuild here() {
    try {
      Path place =
          Path.of(PeerBuild.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path folder = place; folder != null; folder = folder.getParent()) {
        if (Files.isDirectory(folder.resolve(SOURCES))) {
          return new PeerBuild(folder);
        }
      }
      throw new JobException(
          "The folder %s is expected above %s, but it is not there; start from the source tree."
              .formatted(SOURCES, place));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Code comes from a place with a valid URI.", e);
    }
  }

  /**
   * Builds what is missing or out of date, a folder for each choice of libraries.
   *
   * @param prefixes where the libraries are installed
   * @param programs their names
   * @return the folder of the programs
   */
  public Path build(List<Path> prefixes, List<String> programs) throws IOException {
    String where =
        String.join(";", prefixes.stream().map(path -> path.toAbsolutePath().toString()).toList());
    Path folder = module.resolve(TARGETS).resolve(Integer.toHexString(where.hashCode()));
    Files.createDirectories(folder);
    run(
        "cmake",
        "-S",
        module.resolve(SOURCES).toString(),
        "-B",
        folder.toString(),
        "-DCMAKE_PREFIX_PATH=" + where);
    for (String program : programs) {
      run("cmake", "--build", folder.toString(), "--target", program);
    }
    return folder;
  }

  private static void run(String... command) throws IOException {
    Process process = start(command);
    List<String> output = new ArrayList<>();
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(output::add);
      if (process.waitFor() != 0) {
        throw new JobException(
            "The programs in %s should be built, but `%s` failed:%n%s"
                .formatted(SOURCES, String.join(" ", command), String.join("\n", output)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException("The build of the programs was interrupted; start it again.", e);
    }
  }

  private static Process start(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new JobException(
          "CMake and a C++ compiler are needed to build the programs in %s, but %s did not start; install them."
              .formatted(SOURCES, command[0]),
          e);
    }
  }
}
