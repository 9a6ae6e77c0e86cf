package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.MachineMemory;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.plan.CalibrationFile;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;
import org.rotunda.paging.store.StoreInspection;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code run} takes and refuses before it works, and keys that arrive while it does. */
class RunCommandTest {
  @TempDir private static Path shared;
  private static TinyJob job;
  @TempDir private Path folder;

  @BeforeAll
  static void fromProgramToCiphertexts() throws IOException {
    job = TinyJob.prepare(shared);
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
  void aFolderThatIsOnlyGoneThroughMustBeThereToo() {
    Path output = folder.resolve("missing/../y.ct");
    assertThat(job.run(output).refusal())
        .contains(output + ",", folder.resolve("missing/..") + " is none");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOutputWhoseNameIsTooLongIsRefusedBeforeAnythingRuns() {
    // The longest name that file systems take; a file is written under a longer one first.
    Path output = folder.resolve("y".repeat(255));
    // The plan is not read before.
    assertThat(CommandRun.of("run", "--plan", folder.resolve("none.json"), files(output)).refusal())
        .contains(output.toString())
        .doesNotContain("none.json", ".tmp");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anInputThatIsAFolderIsRefusedBeforeAnythingRuns() {
    Path output = folder.resolve("y.ct");
    CommandRun run =
        job.run(List.of(job.encrypted(), folder), List.of(output, folder.resolve("z.ct")));
    assertThat(run.refusal()).contains(folder + " is a folder");
    assertThat(output).doesNotExist();
  }

  @Test
  void outputsOfTheSameFileAreRefusedBeforeAnythingRuns() throws IOException {
    Path file = folder.resolve("same.ct");
    Files.createDirectory(folder.resolve("other"));
    Path again = folder.resolve("other/../same.ct");
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
  void anOutputUnderAnotherNameOfAnotherRunsInputIsRefused() throws IOException {
    Path other = Files.copy(job.encrypted(), folder.resolve("other.ct"));
    Path far = Files.createDirectories(folder.resolve("far/away"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), far);
    // Not this folder's: the system goes through the link first.
    Path output = link.resolve("../other.ct");
    job.run(List.of(job.encrypted(), other), List.of(output, folder.resolve("z.ct"))).succeeded();
    assertThat(folder.resolve("far/other.ct")).exists();
    assertThat(other).hasSameBinaryContentAs(job.encrypted());

    CommandRun run =
        job.run(
            List.of(job.encrypted(), folder.resolve("far/other.ct")),
            List.of(output, folder.resolve("z.ct")));
    assertThat(run.refusal()).contains(output + " is the input of another run");
  }

  @Test
  void anOutputIsNothingThatRunReads() throws IOException {
    Path authentication = job.client().resolve("store-authentication.key");
    Path calibration = folder.resolve("calibration.json");
    CalibrationFile.write(calibration, CostModel.nominal());
    Path link = Files.createLink(folder.resolve("link"), job.plan());
    List<Path> read = List.of(job.plan(), link, job.store(), authentication, calibration);
    for (Path file : read) {
      long bytes = Files.size(file);
      CommandRun run =
          job.run(file, "--authentication-key", authentication, "--calibration", calibration);
      assertThat(run.refusal()).contains(file + " is what the command reads as ");
      assertThat(file).hasSize(bytes);
    }
  }

  @Test
  void whatEncryptAndDecryptReadStays() throws IOException {
    Path secret = job.client().resolve("secret.key");
    for (Path file : List.of(job.input(), job.plan(), secret, job.store(), job.passphrase())) {
      byte[] before = Files.readAllBytes(file);
      assertThat(job.encrypt(file, job.client(), "--passphrase-file", job.passphrase()).refusal())
          .contains(file + " is what the command reads as ");
      assertThat(file).hasBinaryContent(before);
    }
    assertThat(job.encrypt(job.server().resolve("public.key"), job.server(), "--public").refusal())
        .contains("public.key is what the command reads as ");
    for (Path file : List.of(job.encrypted(), job.plan(), secret, job.passphrase())) {
      byte[] before = Files.readAllBytes(file);
      assertThat(job.decrypt(job.encrypted(), file).refusal())
          .contains(file + " is what the command reads as ");
      assertThat(file).hasBinaryContent(before);
    }
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
    assertThat(CommandRun.of("encrypt", "--plan", "none.json", files(nowhere)).refusal())
        .contains(nowhere + ",", folder.resolve("nowhere") + " is none");
    assertThat(CommandRun.of("decrypt", "--plan", "none.json", files(nowhere)).refusal())
        .contains(nowhere + ",", folder.resolve("nowhere") + " is none");
  }

  @Test
  void noHeapIsAskedForThatTheMachineDoesNotHaveWhateverThePlanSays() throws IOException {
    ObjectNode plan = (ObjectNode) JsonMapper.shared().readTree(job.plan());
    ((ObjectNode) plan.get("memory").get("planned")).put("limbBytes", 1L << 49);
    Path edited = Files.writeString(shared.resolve("edited.json"), plan.toString());
    RunCommand command = new RunCommand();
    new CommandLine(command)
        .parseArgs("--plan", edited.toString(), "--keys=k", "--in=x", "--out=y");

    assertThat(command.jvmOptions())
        .contains("-Xmx%dm".formatted((MachineMemory.bytes() >> 20) + 1));
    CommandRun run = CommandRun.of("run", "--plan", edited, files(folder.resolve("y.ct")));
    assertThat(run.refusal())
        .contains("$.memory.planned.limbBytes", "but %d was found".formatted(1L << 49));
  }

  @Test
  void aPlanThatTheMachineHasNoMemoryForIsRefusedWithBothSizes() throws IOException {
    long total = PlanFile.readMemory(job.plan()).run().totalBytes();
    CommandLine tooSmall = new CommandLine(new RunCommand(total - 1));
    tooSmall.setExecutionExceptionHandler(
        (failure, _, _) -> {
          assertThat(failure)
              .isInstanceOf(JobException.class)
              .hasMessageContaining("takes " + new ByteSize(total))
              .hasMessageContaining("this machine has " + new ByteSize(total - 1));
          return Rotunda.FAILED;
        });
    Path output = folder.resolve("y.ct");
    String[] arguments =
        CommandRun.texts("--plan", job.plan(), files(output)).toArray(String[]::new);
    assertThat(tooSmall.execute(arguments)).isEqualTo(Rotunda.FAILED);
    assertThat(output).doesNotExist();
    // Nothing has to be known of keys for that.
    List<Object> noKeys =
        List.of("--keys", folder, "--in", job.encrypted(), "--out", output, "--plan", job.plan());
    assertThat(tooSmall.execute(CommandRun.texts(noKeys).toArray(String[]::new)))
        .isEqualTo(Rotunda.FAILED);

    CommandLine enough = new CommandLine(new RunCommand(total));
    enough.setOut(new PrintWriter(Writer.nullWriter()));
    assertThat(enough.execute(arguments)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "keygen", "encrypt", "decrypt", "explain", "calibrate"})
  void aFolderIsNoPlan(String command) {
    Path output = folder.resolve("output");
    List<Object> arguments =
        switch (command) {
          case "explain" -> List.of(folder);
          case "calibrate" -> List.of("--plan", folder, "--output", output);
          case "keygen" -> List.of("--plan", folder, "--out", output);
          case "run" -> List.of("--plan", folder, files(output));
          default ->
              List.of(
                  List.of("--plan", folder, "--keys", job.client()),
                  List.of("--in", job.input(), "--out", output));
        };
    assertThat(CommandRun.of(command, arguments).refusal())
        .isEqualTo(folder + ": A plan is expected, but this is a folder; name the file.\n");
  }

  private List<Object> files(Path output) {
    return List.of("--keys", job.server(), "--in", job.encrypted(), "--out", output);
  }

  @Test
  void authenticationKeyIsAccepted() {
    Path key = job.client().resolve("store-authentication.key");
    job.run(folder.resolve("authentic.ct"), "--authentication-key", key).succeeded();
  }

  @Test
  void aRunBeginsBeforeThereAreKeys() throws Exception {
    TinyJob own = TinyJob.prepare(folder);
    Files.delete(own.store());
    FutureTask<CommandRun> run =
        new FutureTask<>(() -> own.run(folder.resolve("y.ct"), "--wait-for-keys", "5min"));
    Thread.ofPlatform().daemon().start(run);
    own.keygen().succeeded();
    run.get().succeeded();
    assertThat(folder.resolve("y.ct")).exists();
  }

  @Test
  void aKeyThatDoesNotComeIsNamed() throws IOException {
    TinyJob own = TinyJob.prepare(folder);
    KeySetId keySet = StoreInspection.of(own.store()).keySet();
    Files.delete(own.store());
    KeyStoreWriter.create(
            own.store(),
            PlanFile.read(own.plan()).plan().parameters(),
            keySet,
            new StoreAuthentication.None())
        .close();
    CommandRun run = own.run(folder.resolve("y.ct"), "--wait-for-keys", "100ms");
    assertThat(run.refusal()).contains("galois", "did not come", "within 0.1 s");
    assertThat(folder.resolve("y.ct")).doesNotExist();
  }
}
