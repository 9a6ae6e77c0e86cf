package org.rotunda.bench.crosscheck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rotunda.compiler.cli.job.JobException;
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

  /** Ciphertexts. */
  static final Rule.AnyOf ANY_CIPHERTEXT = new Rule.AnyOf("ciphertext (ct_*)", CIPHERTEXTS);

  /** Evaluation keys, which alone show the primes of P. */
  static final Rule.AnyOf ANY_EVALUATION_KEY =
      new Rule.AnyOf("evaluation key (emk or eak)", List.of("emk", "eak"));

  /** What states whose it is. */
  static final Rule.AnyOf ANY_OWNED =
      new Rule.AnyOf(
          "key (sk, pk, emk, eak) or ciphertext (ct_*)",
          Stream.concat(Stream.of("sk", "pk", "emk", "eak"), CIPHERTEXTS.stream()).toList());

  private static final Rule.AnyOf ANY_CONTEXT =
      new Rule.AnyOf(
          "context (cc, or any key or ciphertext)",
          Stream.concat(Stream.of("cc"), ANY_OWNED.names().stream()).toList());

  /**
   * Expects the folder to be there.
   *
   * @throws JobException if it isn't, or is no folder
   */
  void requireDirectory() {
    if (Files.isDirectory(directory)) {
      return;
    }
    throw new JobException(
        Files.exists(directory)
            ? "%s is expected to be a folder, but is a file; name the folder it is in."
                .formatted(directory)
            : "The folder %s is expected to exist, but does not; check the path."
                .formatted(directory));
  }

  /** The file of an object, if it is there. */
  Optional<Path> file(String name) {
    List<String> endings =
        preferred == ArchiveForm.BINARY ? List.of(".bin", ".json") : List.of(".json", ".bin");
    return endings.stream()
        .map(ending -> directory.resolve(name + ending))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** The text file with the values of a plaintext, if it is there. */
  Optional<Path> values(String variable) {
    return Optional.of(directory.resolve(variable + ".txt")).filter(Files::isRegularFile);
  }

  /** Whether an object is there. */
  boolean has(String name) {
    return file(name).isPresent();
  }

  /** What is absent of a rule's needs: its files, and any file that a context can be read from. */
  List<String> absent(Rule rule) {
    Stream<Rule.AnyOf> sets = Stream.concat(Stream.of(ANY_CONTEXT), rule.any().stream());
    return Stream.concat(
            sets.filter(any -> any.names().stream().noneMatch(this::has)).map(Rule.AnyOf::what),
            rule.files().stream().filter(name -> !has(name)))
        .toList();
  }

  /** The ciphertexts that are there. */
  List<String> ciphertexts() {
    return CIPHERTEXTS.stream().filter(this::has).toList();
  }
}
