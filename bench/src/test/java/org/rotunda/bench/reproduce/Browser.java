package org.rotunda.bench.reproduce;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium. */
final class Browser {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Path program;
  private final Path profile;

  private Browser(Path program, Path profile) {
    this.program = program;
    this.profile = profile;
  }

  /** The one on the path, if there is one; it leaves its files in a folder. */
  static Optional<Browser> find(Path folder) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Browser(program, folder.resolve("browser")));
  }

  /** The document after its scripts have run. */
  String document(Path page, int width) throws IOException, InterruptedException {
    Path output = page.resolveSibling("document.html");
    run(List.of("--dump-dom", "--window-size=" + width + ",1000"), page, output);
    return Files.readString(output);
  }

  /** A picture of the page as it is first shown. */
  Path screenshot(Path page, int width, int height) throws IOException, InterruptedException {
    Path picture = page.resolveSibling("page.png");
    run(
        List.of("--screenshot=" + picture, "--window-size=" + width + "," + height),
        page,
        page.resolveSibling("screenshot.log"));
    return picture;
  }

  private void run(List<String> options, Path page, Path output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(
        List.of(
            "--headless",
            "--disable-gpu",
            "--hide-scrollbars",
            // Containers rarely let a browser have its own sandbox; it opens our page only.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--user-data-dir=" + profile));
    command.addAll(options);
    command.add(page.toUri().toString());
    int exit =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("The browser " + program + " ended with exit code " + exit + ".");
    }
  }
}
