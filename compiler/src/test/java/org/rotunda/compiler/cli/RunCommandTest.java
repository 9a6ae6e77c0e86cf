package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;
import org.rotunda.paging.store.StoreInspection;

/** What {@code run} takes and refuses before it works, and keys that arrive while it does. */
class RunCommandTest {
  @TempDir private Path folder;
  private TinyJob job;

  @BeforeEach
  void fromProgramToCiphertexts() throws IOException {
    job = TinyJob.prepare(folder);
  }

  @Test
  void asManyOutputsAsInputsAreTaken() {
    CommandRun run =
        job.run(List.of(job.encrypted(), job.encrypted()), List.of(folder.resolve("one.ct")));
    assertThat(run.misuse()).contains("--in and --out take as many files");
  }

  @Test
  void anOutputWithoutAFolderIsRefusedBeforeAnythingRuns() {
    Path first = folder.resolve("first.ct");
    Path second = folder.resolve("nowhere/second.ct");
    CommandRun run = job.run(List.of(job.encrypted(), job.encrypted()), List.of(first, second));
    assertThat(run.refusal())
        .contains(second + ",", folder.resolve("nowhere") + " is none")
        .doesNotContain(".tmp");
    assertThat(first).doesNotExist();
  }

  @Test
  void anOutputThatIsAFolderIsRefusedBeforeAnythingRuns() {
    assertThat(job.run(folder).refusal()).contains(folder + " is a folder");
  }

  @Test
  void outputsOfTheSameFileAreRefusedBeforeAnythingRuns() {
    Path file = folder.resolve("same.ct");
    Path again = folder.resolve("client/../same.ct");
    CommandRun run = job.run(List.of(job.encrypted(), job.encrypted()), List.of(file, again));
    assertThat(run.refusal()).contains(again + " is the output of two runs");
    assertThat(file).doesNotExist();
  }

  @Test
  void anOutputIsNotAnotherRunsInput() throws IOException {
    Path other = Files.copy(job.encrypted(), folder.resolve("other.ct"));
    Path output = folder.resolve("y.ct");
    CommandRun run = job.run(List.of(job.encrypted(), other), List.of(other, output));
    assertThat(run.refusal()).contains(other + " is the input of another run");
    assertThat(other).hasSameBinaryContentAs(job.encrypted());
  }

  @Test
  void aMissingInputIsSaidBeforeAnythingRuns() {
    Path missing = folder.resolve("none.ct");
    Path output = folder.resolve("y.ct");
    CommandRun run =
        job.run(List.of(job.encrypted(), missing), List.of(output, folder.resolve("z.ct")));
    assertThat(run.refusal()).contains(missing.toString(), "does not exist");
    assertThat(output).doesNotExist();
  }

  @Test
  void encryptAndDecryptWantAFolderFirst() {
    Path nowhere = folder.resolve("nowhere/file");
    // The plan is not read before.
    assertThat(CommandRun.of("encrypt", files("none.json", nowhere)).refusal())
        .contains(nowhere + ",", folder.resolve("nowhere") + " is none");
    assertThat(CommandRun.of("decrypt", files("none.json", nowhere)).refusal())
        .contains(nowhere + ",", folder.resolve("nowhere") + " is none");
  }

  private List<Object> files(String plan, Path out) {
    return List.of("--plan", plan, "--keys", job.client(), "--in", job.encrypted(), "--out", out);
  }

  @Test
  void authenticationKeyIsAccepted() {
    Path key = job.client().resolve("store-authentication.key");
    job.run(folder.resolve("authentic.ct"), "--authentication-key", key).succeeded();
  }

  @Test
  void aRunBeginsBeforeThereAreKeys() throws Exception {
    Files.delete(job.store());
    FutureTask<CommandRun> run =
        new FutureTask<>(() -> job.run(folder.resolve("y.ct"), "--wait-for-keys", "5min"));
    Thread.ofPlatform().daemon().start(run);
    job.keygen().succeeded();
    run.get().succeeded();
    assertThat(folder.resolve("y.ct")).exists();
  }

  @Test
  void aKeyThatDoesNotComeIsNamed() throws IOException {
    KeySetId keySet = StoreInspection.of(job.store()).keySet();
    Files.delete(job.store());
    KeyStoreWriter.create(
            job.store(),
            PlanFile.read(job.plan()).plan().parameters(),
            keySet,
            new StoreAuthentication.None())
        .close();
    CommandRun run = job.run(folder.resolve("y.ct"), "--wait-for-keys", "100ms");
    assertThat(run.refusal()).contains("galois", "did not come", "within 0.1 s");
    assertThat(folder.resolve("y.ct")).doesNotExist();
  }
}
