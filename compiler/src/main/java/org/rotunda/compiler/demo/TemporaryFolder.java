package org.rotunda.compiler.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A new folder that is deleted with all in it: when closed, and when the JVM is told to end. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes a folder.
   *
   * @param in an existing one, or the system's for temporary files
   * @param name what its name begins with
   */
  public static TemporaryFolder create(Optional<Path> in, String name) throws IOException {
    Path path =
        in.isPresent()
            ? Files.createTempDirectory(in.get(), name)
            : Files.createTempDirectory(name);
    TemporaryFolder folder = new TemporaryFolder(path);
    Runtime.getRuntime().addShutdownHook(new Thread(folder::close, name + "-deletion"));
    return folder;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException _) {
      // It is gone already, or the operating system will clear its temporary files.
    }
  }
}
