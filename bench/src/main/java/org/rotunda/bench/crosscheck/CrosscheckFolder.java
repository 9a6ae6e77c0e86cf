package org.rotunda.bench.crosscheck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rotunda.keys.openfhe.archive.ArchiveForm;

/**
 * The files of a folder.
 *
 * @param directory where they are
 * @param preferred which is taken where both forms of a file are there
 */
record CrosscheckFolder(Path directory, ArchiveForm preferred) {
  /** The names of all ciphertexts. */
  static final List<String> CIPHERTEXTS =
      List.of(
          "ct_x",
          "ct_y",
          "ct_xs",
          "ct_mul3",
          "ct_mul",
          "ct_mul_rs",
          "ct_mul2",
          "ct_rot1",
          "ct_rotm1",
          "ct_mulc",
          "ct_addc");

  /** The file of an object, if it is there. */
  Optional<Path> file(String name) {
    List<String> endings =
        preferred == ArchiveForm.BINARY ? List.of(".bin", ".json") : List.of(".json", ".bin");
    return endings.stream()
        .map(ending -> directory.resolve(name + ending))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Whether an object is there. */
  boolean has(String name) {
    return file(name).isPresent();
  }

  /** What is absent of a rule's needs: its files, and any file that a context can be read from. */
  List<String> absent(Rule rule) {
    Stream<String> context = holdsContext() ? Stream.empty() : Stream.of("cc");
    return Stream.concat(context, rule.files().stream().filter(name -> !has(name))).toList();
  }

  private boolean holdsContext() {
    return Stream.concat(Stream.of("cc", "pk", "sk", "emk", "eak"), CIPHERTEXTS.stream())
        .anyMatch(this::has);
  }

  /** The ciphertexts that are there. */
  List<String> ciphertexts() {
    return CIPHERTEXTS.stream().filter(this::has).toList();
  }
}
