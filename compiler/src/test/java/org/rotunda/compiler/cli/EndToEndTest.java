package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.compiler.plan.PlanInFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a program to the decrypted answer. */
class EndToEndTest {
  @TempDir private static Path folder;
  private static TinyJob job;

  @BeforeAll
  static void fromProgramToCiphertexts() throws IOException {
    job = TinyJob.prepare(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"planned", "on-demand", "resident"})
  void everyPolicyGivesTheAnswer(String policy) throws IOException {
    Path encrypted = folder.resolve(policy + ".ct");
    Path decrypted = folder.resolve(policy + ".csv");
    CommandRun run = job.run(encrypted, "--policy", policy).succeeded();
    assertThat(run.out()).contains("peak key bytes", policy);
    job.decrypt(encrypted, decrypted).succeeded();
    assertThat(numbers(Files.readString(decrypted)))
        .containsExactly(job.expected(), within(job.errorBound()));
  }

  @Test
  void policiesGiveTheSameBytes() throws IOException {
    List<byte[]> outputs = new ArrayList<>();
    for (String policy : List.of("planned", "on-demand", "resident")) {
      Path encrypted = folder.resolve("same-" + policy + ".ct");
      job.run(encrypted, "--policy", policy).succeeded();
      outputs.add(Files.readAllBytes(encrypted));
    }
    assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
    assertThat(outputs.get(2)).isEqualTo(outputs.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"planned", "on-demand", "resident"})
  void runsSideBySideGiveTheSameBytes(String policy) throws IOException {
    Path alone = folder.resolve("alone-" + policy + ".ct");
    job.run(alone, "--policy", policy).succeeded();
    List<Path> outputs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      outputs.add(folder.resolve("together-%s-%d.ct".formatted(policy, i)));
    }
    List<Path> inputs = Collections.nCopies(5, job.encrypted());
    CommandRun run = job.run(inputs, outputs, "--policy", policy, "--parallel", 2).succeeded();
    PlanInFile read = PlanFile.read(job.plan());
    long bytes =
        RunMemory.of(
                read.plan(),
                read.memory(),
                new PolicyName.Converter().convert(policy),
                2,
                loaders(read))
            .totalBytes();
    assertThat(run.out())
        .contains("a minute and GiB of the %s accounted for".formatted(new ByteSize(bytes)));
    double runs = run.number("([0-9.]+) runs a minute, 2 side by side");
    // Both are printed with two digits after the point.
    assertThat(run.number("([0-9.]+) a minute and GiB"))
        .isCloseTo(runs * 0x1p30 / bytes, within(0.0051 * (1 + 0x1p30 / bytes)));
    for (Path output : outputs) {
      assertThat(Files.readAllBytes(output)).isEqualTo(Files.readAllBytes(alone));
    }
  }

  private static int loaders(PlanInFile read) {
    return read.memory().run().loaders();
  }

  @Test
  void publicKeyEncryptsWithoutAPassphrase() throws IOException {
    Path encrypted = folder.resolve("public.ct");
    Path result = folder.resolve("public-y.ct");
    Path decrypted = folder.resolve("public-y.json");
    job.encrypt(encrypted, job.server(), "--public").succeeded();
    job.run(List.of(encrypted), List.of(result)).succeeded();
    job.decrypt(result, decrypted).succeeded();
    JsonNode values = JsonMapper.shared().readTree(Files.readString(decrypted)).get("z");
    double[] found = values.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    assertThat(found).containsExactly(job.expected(), within(job.errorBound()));
  }

  @Test
  void decryptPrintsWithoutAnOutputFile() throws IOException {
    Path encrypted = folder.resolve("printed.ct");
    job.run(encrypted).succeeded();
    assertThat(numbers(job.decrypt(encrypted).succeeded().out()))
        .containsExactly(job.expected(), within(job.errorBound()));
  }

  @Test
  void wrongPassphraseIsSaid(@TempDir Path other) throws IOException {
    Path wrong = Files.writeString(other.resolve("wrong"), "not this one");
    CommandRun run = job.encrypt(other.resolve("x.ct"), job.client(), "--passphrase-file", wrong);
    assertThat(run.refusal()).contains("passphrase does not open");
    assertThat(other.resolve("x.ct")).doesNotExist();
  }

  @Test
  void damagedStoreIsNotRunOn(@TempDir Path other) throws IOException {
    Path server = Files.createDirectories(other.resolve("server"));
    byte[] store = Files.readAllBytes(job.store());
    store[store.length / 2] ^= 1;
    Files.write(server.resolve("evaluation.keys"), store);
    CommandRun inspected = CommandRun.of("inspect", server.resolve("evaluation.keys"));
    assertThat(inspected.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(inspected.out()).contains("damaged");
    CommandRun run = job.runWith(server, List.of(job.encrypted()), List.of(other.resolve("y.ct")));
    assertThat(run.refusal()).contains("damaged");
    assertThat(other.resolve("y.ct")).doesNotExist();
  }

  @Test
  void outputIsNoInput() {
    Path encrypted = folder.resolve("output.ct");
    job.run(encrypted).succeeded();
    CommandRun run = job.run(List.of(encrypted), List.of(folder.resolve("never.ct")));
    assertThat(run.refusal()).contains("x[0]", "z[0]");
  }

  private static double[] numbers(String csv) {
    return Arrays.stream(csv.strip().split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
