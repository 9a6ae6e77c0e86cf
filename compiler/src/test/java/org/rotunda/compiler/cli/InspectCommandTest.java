package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"x", "something else, and longer than any magic number"})
  void foreignFilesAreSaidToBeForeign(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    CommandRun run = CommandRun.of("inspect", file);
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains(file + " is none").hasLineCount(1);
  }

  @Test
  void storeThatIsCutOffIsAStoreStill() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "RTUNKEYS and no more");
    CommandRun run = CommandRun.of("inspect", file);
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("is cut off").hasLineCount(1);
  }

  @Test
  void jsonThatIsNoPlanIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file.json"), "{\"format\": \"another\"}");
    CommandRun run = CommandRun.of("inspect", file);
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("$.format", "rotunda plan", "another").hasLineCount(1);
  }

  @Test
  void folderIsNoFile() {
    CommandRun run = CommandRun.of("inspect", folder);
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("is a folder").hasLineCount(1);
  }

  @Test
  void missingFileIsSaid() {
    CommandRun run = CommandRun.of("inspect", folder.resolve("nothing"));
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("does not exist").hasLineCount(1);
  }
}
