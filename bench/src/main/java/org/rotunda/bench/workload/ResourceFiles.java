package org.rotunda.bench.workload;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files that come with Rotunda as resources.
 *
 * @param place the resource folder, from the root, with a slash at its end
 * @param names names of files
 * @param layers layers of a network, with a weight and a bias each
 * @param suffix how the names of their files end
 */
record ResourceFiles(String place, List<String> names, List<String> layers, String suffix) {

  /** Copies them into a folder, where they replace what has their name. */
  void unpack(Path folder) throws IOException {
    List<String> all = new ArrayList<>(names);
    for (String layer : layers) {
      all.add(layer + ".weight" + suffix);
      all.add(layer + ".bias" + suffix);
    }
    for (String file : all) {
      try (InputStream in = open(file)) {
        Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private InputStream open(String file) throws IOException {
    return Optional.ofNullable(ResourceFiles.class.getResourceAsStream(place + file))
        .orElseThrow(
            () ->
                new FileNotFoundException(
                    "The workload's file %s is missing; build again.".formatted(place + file)));
  }
}
