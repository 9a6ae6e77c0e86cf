package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.keys.openfhe.OpenFheKeyMap;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;
import org.rotunda.keys.testing.Rewriting;

class CrosscheckTest {
  private static final int RULES = 24;
  private static final Engine ENGINE =
      new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());

  @TempDir private Path folder;

  static Stream<String> folders() {
    return OpenFheFixtures.FOLDERS.stream();
  }

  private List<String> lines(Path directory, ArchiveForm preferred) {
    StringWriter written = new StringWriter();
    Crosscheck.Tally tally =
        new Crosscheck(new CrosscheckFolder(directory, preferred), ENGINE)
            .run(new PrintWriter(written));
    List<String> lines = written.toString().lines().toList();
    assertThat(lines.getLast())
        .isEqualTo(
            "%d passed, %d failed, %d skipped"
                .formatted(tally.passed(), tally.failed(), tally.skipped()));
    return lines;
  }

  private static void expectAllPass(List<String> lines) {
    assertThat(lines).hasSize(RULES + 1);
    assertThat(lines.subList(0, RULES))
        .allMatch(line -> line.startsWith("PASS "))
        .filteredOn(line -> line.startsWith("PASS encoder on "))
        .hasSize(2)
        .allMatch(line -> line.contains("largest difference of a coefficient "))
        .allMatch(line -> line.contains(" slots decoded within "));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void allRulesPassOnBinaryFiles(String name) throws IOException {
    OpenFheFixtures.copy(name, ".bin", folder);

    expectAllPass(lines(folder, ArchiveForm.BINARY));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void allRulesPassOnOpenFhesJsonFilesWhereThereAreSome(String name) throws IOException {
    OpenFheFixtures.copy(name, ".bin", folder);
    OpenFheFixtures.copy(name, ".json", folder);

    expectAllPass(lines(folder, ArchiveForm.JSON));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void allRulesPassOnJsonFilesOnly(String name) throws IOException {
    for (String file : OpenFheFixtures.names(name, ".bin")) {
      Files.write(
          folder.resolve(file.replace(".bin", ".json")),
          Rewriting.rewrite(
              file, OpenFheFixtures.bytes(name, file), ArchiveForm.BINARY, ArchiveForm.JSON));
    }

    expectAllPass(lines(folder, ArchiveForm.BINARY));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void allRulesPassOnWhatRotundaWroteForTheSecretKeyOfAFolder(String name) throws IOException {
    OpenFheFixtures.copy(name, ".bin", folder);
    Evidence evidence = new Evidence(new CrosscheckFolder(folder, ArchiveForm.BINARY), ENGINE);
    Path written = Files.createDirectory(folder.resolve("written"));
    new FolderWriter(
            evidence.converter(),
            evidence.secretKey(),
            evidence.openFheSecretKey().owner().keyTag(),
            new SeededRandom(5),
            written)
        .write();

    expectAllPass(lines(written, ArchiveForm.BINARY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n11", "n11flex"})
  void theNoiseOfOpenFhesEvaluationKeysIsMeasured(String name) throws IOException {
    OpenFheFixtures.copy(name, ".bin", folder);

    List<String> lines = lines(folder, ArchiveForm.BINARY);

    assertThat(lines)
        .anyMatch(line -> line.matches("PASS public key, noise of standard deviation 3\\..*"))
        .anyMatch(
            line ->
                line.matches(
                    "PASS rotation keys, 3 keys, noise of standard deviation (1\\.0|0\\.9).*OpenFHE"
                        + " means 3\\.19.*"));
  }

  @Test
  void rulesOfAbsentFilesAreSkipped() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    Files.delete(folder.resolve("sk.bin"));
    Files.delete(folder.resolve("cc.bin"));

    List<String> lines = lines(folder, ArchiveForm.BINARY);

    assertThat(lines.subList(0, RULES))
        .allMatch(line -> line.startsWith("PASS ") || line.contains("there is no sk"));
    assertThat(lines.getLast()).isEqualTo("18 passed, 0 failed, 6 skipped");
  }

  @Test
  void anEmptyFolderIsNotGood() {
    Crosscheck.Tally tally =
        new Crosscheck(new CrosscheckFolder(folder, ArchiveForm.BINARY), ENGINE)
            .run(new PrintWriter(new StringWriter()));

    assertThat(tally).isEqualTo(new Crosscheck.Tally(0, 0, RULES));
    assertThat(tally.isGood()).isFalse();
    assertThat(lines(folder, ArchiveForm.BINARY))
        .contains("SKIP primes of Q: there is no context (cc, or any key or ciphertext)");
  }

  @Test
  void aSkipNamesAllThatWouldDo() throws IOException {
    Files.write(folder.resolve("cc.bin"), OpenFheFixtures.bytes("tiny", "cc.bin"));

    assertThat(lines(folder, ArchiveForm.BINARY))
        .contains(
            "SKIP contexts and key tags of all files: there is no key (sk, pk, emk, eak) or"
                + " ciphertext (ct_*)",
            "SKIP primes of P: there is no evaluation key (emk or eak)",
            "SKIP levels and scales of all ciphertexts: there is no ciphertext (ct_*)",
            "SKIP tensor product: there is no ct_x, no ct_y, no ct_mul3");
  }

  @Test
  void theRotationKeysAloneShowThePrimesOfP() throws IOException {
    Files.write(folder.resolve("eak.bin"), OpenFheFixtures.bytes("tiny", "eak.bin"));

    assertThat(lines(folder, ArchiveForm.BINARY)).contains("PASS primes of P");
  }

  @Test
  void aMapIsNotReadAgainForThePrimesOfItsKeys() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    Evidence evidence = new Evidence(new CrosscheckFolder(folder, ArchiveForm.BINARY), ENGINE);
    evidence.keys(OpenFheKeyMap.RELINEARISATION, (tag, index, key) -> {});
    Files.write(folder.resolve("emk.bin"), new byte[] {1, 2, 3});

    assertThat(evidence.towers(OpenFheKeyMap.RELINEARISATION)).hasSizeGreaterThan(3);
  }

  @Test
  void aFileOfAnotherContextFails() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    Files.write(folder.resolve("ct_y.bin"), OpenFheFixtures.bytes("tinyflex", "ct_y.bin"));

    assertThat(lines(folder, ArchiveForm.BINARY))
        .contains(
            "FAIL contexts and key tags of all files: first difference ct_y: another context than"
                + " the folder's")
        .anyMatch(line -> line.startsWith("FAIL tensor product: first difference "));
  }
}
