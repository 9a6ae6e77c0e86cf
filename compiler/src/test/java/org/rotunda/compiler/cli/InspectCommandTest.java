package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.keys.material.KeyRequest;

class InspectCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"x", "something else, and longer than any magic number"})
  void foreignFilesAreSaidToBeForeign(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    CommandRun run = CommandRun.of("inspect", file);
    assertThat(run.refusal()).contains(file + " is none");
  }

  @Test
  void storeThatIsCutOffIsAStoreStill() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "RTUNKEYS and no more");
    CommandRun run = CommandRun.of("inspect", file);
    assertThat(run.refusal()).contains("is cut off");
  }

  @Test
  void jsonThatIsNoPlanIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file.json"), "{\"format\": \"another\"}");
    CommandRun run = CommandRun.of("inspect", file);
    assertThat(run.refusal()).contains("$.format", "rotunda plan", "another");
  }

  @Test
  void folderIsNoFile() {
    CommandRun run = CommandRun.of("inspect", folder);
    assertThat(run.refusal()).contains("is a folder");
  }

  @Test
  void missingFileIsSaid() {
    CommandRun run = CommandRun.of("inspect", folder.resolve("nothing"));
    assertThat(run.refusal()).contains("does not exist");
  }

  @Test
  void everyFileOfAJobCanBeInspected() throws IOException {
    TinyJob job = TinyJob.prepare(folder);
    for (String file :
        List.of(
            "client/secret.key",
            "client/store-authentication.key",
            "client/server/parameters.bin",
            "client/server/public.key",
            "client/server/evaluation.keys",
            "plan.json",
            "x.ct")) {
      assertThat(CommandRun.of("inspect", folder.resolve(file)).succeeded().out())
          .as(file)
          .contains("kind");
    }

    CommandRun store = CommandRun.of("inspect", job.store());
    assertThat(store.out()).contains("pages match", "HMAC-SHA-256");
    for (KeyRequest request : PlanFile.read(job.plan()).plan().requests()) {
      assertThat(store.out())
          .containsPattern("(?m)^%s +%d ".formatted(request.id(), request.level()));
    }
  }
}
