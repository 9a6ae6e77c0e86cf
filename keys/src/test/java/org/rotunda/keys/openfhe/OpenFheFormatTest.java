package org.rotunda.keys.openfhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;
import org.rotunda.keys.testing.Rewriting;

class OpenFheFormatTest {
  static Stream<Arguments> files(String ending) {
    return OpenFheFixtures.FOLDERS.stream()
        .flatMap(
            folder ->
                OpenFheFixtures.names(folder, ending).stream()
                    .map(name -> Arguments.of(folder, name)));
  }

  static Stream<Arguments> binaryFiles() {
    return files(".bin");
  }

  static Stream<Arguments> jsonFiles() {
    return files(".json");
  }

  static Stream<Arguments> filesInBothForms() {
    return jsonFiles()
        .filter(
            file ->
                OpenFheFixtures.names((String) file.get()[0], ".bin")
                    .contains(((String) file.get()[1]).replace(".json", ".bin")));
  }

  @ParameterizedTest
  @MethodSource("binaryFiles")
  void binaryFilesAreWrittenAsTheyWereRead(String folder, String name) throws Exception {
    byte[] bytes = OpenFheFixtures.bytes(folder, name);

    assertThat(Rewriting.rewrite(name, bytes, ArchiveForm.BINARY, ArchiveForm.BINARY))
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("jsonFiles")
  void jsonFilesAreWrittenAsTheyWereRead(String folder, String name) throws Exception {
    byte[] bytes = OpenFheFixtures.bytes(folder, name);

    assertThat(text(Rewriting.rewrite(name, bytes, ArchiveForm.JSON, ArchiveForm.JSON)))
        .isEqualTo(text(bytes));
  }

  @ParameterizedTest
  @MethodSource("filesInBothForms")
  void bothFormsHoldTheSame(String folder, String name) throws Exception {
    byte[] json = OpenFheFixtures.bytes(folder, name);
    byte[] binary = OpenFheFixtures.bytes(folder, name.replace(".json", ".bin"));

    assertThat(text(Rewriting.rewrite(name, binary, ArchiveForm.BINARY, ArchiveForm.JSON)))
        .isEqualTo(text(json));
    assertThat(Rewriting.rewrite(name, json, ArchiveForm.JSON, ArchiveForm.BINARY))
        .isEqualTo(binary);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
