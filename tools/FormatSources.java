import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Checks or mends the format of every Java source below a directory.
 *
 * <p>The build starts this file on the tool chain's JDK with google-java-format on the class path:
 * the formatter needs a newer Java than the one Maven may run on.
 */
final class FormatSources {
  private FormatSources() {}

  public static void main(String[] arguments) {
    if (arguments.length != 2 || !List.of("check", "mend").contains(arguments[0])) {
      System.err.println("Usage: FormatSources check|mend DIRECTORY");
      System.exit(2);
    }
    boolean check = arguments[0].equals("check");
    Path root = Path.of(arguments[1]);
    ToolProvider formatter =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow(
                () -> new IllegalStateException("google-java-format is not on the class path"));
    Stream<String> options =
        check ? Stream.of("--dry-run", "--set-exit-if-changed") : Stream.of("--replace");
    String[] command =
        Stream.concat(options, sources(root).stream().map(Path::toString)).toArray(String[]::new);
    int status = formatter.run(System.out, System.err, command);
    if (check && status != 0) {
      System.err.println(
          "The sources named above are not in google-java-format's form:"
              + " run `mvn -Pformat -N verify` to mend them.");
    }
    System.exit(status);
  }

  private static List<Path> sources(Path root) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(
                Path directory, BasicFileAttributes attributes) {
              String name = String.valueOf(directory.getFileName());
              boolean skipped =
                  !directory.equals(root) && (name.equals("target") || name.startsWith("."));
              return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(".java")) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the sources below " + root, e);
    }
    found.sort(null);
    return found;
  }
}
