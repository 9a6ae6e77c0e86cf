package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.Measurements;
import org.rotunda.compiler.cost.Primitive;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.plan.CalibrationFile;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;
import org.rotunda.paging.store.StoreInspection;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EndToEndTest {
  /** Seconds and their quotient are printed with three digits after the point. */
  private static final double HALF_A_DIGIT = 0.5001e-3;

  @TempDir private static Path folder;
  private static TinyJob job;

  @BeforeAll
  static void fromProgramToCiphertexts() throws IOException {
    job = TinyJob.write(folder);
    succeed(job.compile());
    succeed(job.keygen());
    succeed(job.encrypt());
  }

  private static CommandRun succeed(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"planned", "on-demand", "resident"})
  void everyPolicyGivesTheAnswer(String policy) throws IOException {
    Path encrypted = folder.resolve(policy + ".ct");
    Path decrypted = folder.resolve(policy + ".csv");
    assertThat(succeed(job.run(encrypted, policy)).out()).contains("peak key bytes", policy);
    succeed(job.decrypt(encrypted, decrypted));
    assertThat(numbers(Files.readString(decrypted)))
        .containsExactly(job.expected(), within(job.errorBound()));
  }

  @Test
  void policiesGiveTheSameBytes() throws IOException {
    List<byte[]> outputs = new ArrayList<>();
    for (String policy : List.of("planned", "on-demand", "resident")) {
      Path encrypted = folder.resolve("same-" + policy + ".ct");
      succeed(job.run(encrypted, policy));
      outputs.add(Files.readAllBytes(encrypted));
    }
    assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
    assertThat(outputs.get(2)).isEqualTo(outputs.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"planned", "on-demand", "resident"})
  void runsSideBySideGiveTheSameBytes(String policy) throws IOException {
    Path alone = folder.resolve("alone-" + policy + ".ct");
    succeed(job.run(alone, policy));
    List<Path> outputs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      outputs.add(folder.resolve("together-%s-%d.ct".formatted(policy, i)));
    }
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--plan", job.plan(), "--policy", policy));
    arguments.addAll(List.of("--keys", job.client().resolve("server"), "--parallel", 2, "--in"));
    outputs.forEach(_ -> arguments.add(job.encrypted()));
    arguments.add("--out");
    arguments.addAll(outputs);
    CommandRun run = succeed(CommandRun.of(arguments.toArray()));
    assertThat(run.out()).contains("runs a minute, 2 side by side", "a minute and GiB");
    for (Path output : outputs) {
      assertThat(Files.readAllBytes(output)).isEqualTo(Files.readAllBytes(alone));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "3, 2", "1, 1"})
  void aRunAfterCalibrationComparesPredictedAndMeasuredSeconds(int runs, int loaders)
      throws IOException {
    Path calibration = folder.resolve("calibration.json");
    succeed(CommandRun.of("calibrate", "--plan", job.plan(), "--output", calibration));
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--plan", job.plan(), "--calibration", calibration));
    arguments.addAll(List.of("--loaders", loaders));
    arguments.addAll(List.of("--keys", job.client().resolve("server"), "--in"));
    arguments.addAll(Collections.nCopies(runs, job.encrypted()));
    arguments.add("--out");
    for (int i = 0; i < runs; i++) {
      arguments.add(folder.resolve("timed-%d.ct".formatted(i)));
    }

    String report = succeed(CommandRun.of(arguments.toArray())).out();

    double measured = number("(?m)^planned +([0-9.]+) ", report);
    double predicted = number("predicted ([0-9.]+) seconds", report);
    double ratio = number("measured over predicted ([0-9.]+)", report);
    double expected =
        runs * PlanFile.read(job.plan()).time(CalibrationFile.read(calibration), loaders).seconds();
    assertThat(predicted).isCloseTo(expected, within(HALF_A_DIGIT));
    // Measured seconds are rounded as printed, and the quotient is.
    assertThat(ratio)
        .isCloseTo(measured / expected, within(HALF_A_DIGIT / expected + HALF_A_DIGIT));
    assertThat(report).contains("leaves out a JVM's first seconds").doesNotContain("carried over");
  }

  @Test
  void aPredictionFromOtherParametersIsSaidToBeCarriedOver() throws IOException {
    Path others = folder.resolve("others.json");
    Parameters parameters = SmallParameters.levels(1);
    Map<Primitive, List<Double>> seconds = new EnumMap<>(Primitive.class);
    for (Primitive primitive : Primitive.values()) {
      seconds.put(primitive, List.of(1e-4, 2e-4));
    }
    CalibrationFile.write(others, CostModel.nominal().with(new Measurements(parameters, seconds)));

    CommandRun run =
        succeed(
            CommandRun.of(
                "run",
                "--plan",
                job.plan(),
                "--keys",
                job.client().resolve("server"),
                "--calibration",
                others,
                "--in",
                job.encrypted(),
                "--out",
                folder.resolve("carried.ct")));

    assertThat(run.out())
        .contains("measured over predicted")
        .containsOnlyOnce("carried over from measurements for other parameters");
  }

  @Test
  void aRunWithoutCalibrationPredictsNoSeconds() throws IOException {
    Path none = folder.resolve("nothing-measured.json");
    CalibrationFile.write(none, CostModel.nominal());
    CommandRun run =
        succeed(
            CommandRun.of(
                "run",
                "--plan",
                job.plan(),
                "--keys",
                job.client().resolve("server"),
                "--calibration",
                none,
                "--in",
                job.encrypted(),
                "--out",
                folder.resolve("untimed.ct")));

    assertThat(run.out()).doesNotContain("predicted");
  }

  private static double number(String pattern, String report) {
    Matcher matcher = Pattern.compile(pattern).matcher(report);
    assertThat(matcher.find()).as("%s in %s", pattern, report).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void asManyOutputsAsInputsAreTaken() {
    CommandRun run =
        CommandRun.of(
            "run",
            "--plan",
            job.plan(),
            "--keys",
            job.client().resolve("server"),
            "--in",
            job.encrypted(),
            job.encrypted(),
            "--out",
            folder.resolve("one.ct"));
    assertThat(run.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run.err()).contains("--in and --out take as many files").hasLineCount(1);
  }

  @Test
  void aRunBeginsBeforeThereAreKeys(@TempDir Path copy) throws Exception {
    TinyJob other = TinyJob.write(copy);
    succeed(other.compile());
    succeed(other.keygen());
    succeed(other.encrypt());
    Path store = other.client().resolve("server/evaluation.keys");
    Files.delete(store);
    FutureTask<CommandRun> run =
        new FutureTask<>(() -> runOnStoreToCome(other, copy.resolve("y.ct"), "5min"));
    Thread.ofPlatform().daemon().start(run);
    succeed(other.keygen());
    succeed(run.get());
    assertThat(copy.resolve("y.ct")).exists();
  }

  @Test
  void aKeyThatDoesNotComeIsNamed(@TempDir Path copy) throws IOException {
    TinyJob other = TinyJob.write(copy);
    succeed(other.compile());
    succeed(other.keygen());
    succeed(other.encrypt());
    Path store = other.client().resolve("server/evaluation.keys");
    var keySet = StoreInspection.of(store).keySet();
    Files.delete(store);
    KeyStoreWriter.create(
            store, PlanFile.read(other.plan()).parameters(), keySet, new StoreAuthentication.None())
        .close();
    CommandRun run = runOnStoreToCome(other, copy.resolve("y.ct"), "100ms");
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("galois", "did not come", "within 0.1 s").hasLineCount(1);
    assertThat(copy.resolve("y.ct")).doesNotExist();
  }

  private static CommandRun runOnStoreToCome(TinyJob job, Path out, String wait) {
    return CommandRun.of(
        "run",
        "--plan",
        job.plan(),
        "--keys",
        job.client().resolve("server"),
        "--in",
        job.encrypted(),
        "--out",
        out,
        "--wait-for-keys",
        wait);
  }

  @Test
  void planEvictsKeysThatItLoadsAgain() throws IOException {
    Plan plan = PlanFile.read(job.plan());
    assertThat(plan.prediction().evictions()).isPositive();
    assertThat(plan.prediction().peakKeyBytes()).isLessThanOrEqualTo(plan.keyBudget());
  }

  @Test
  void keygenMakesExactlyTheKeysOfThePlan() throws IOException {
    List<KeyRequest> stored =
        StoreInspection.of(job.client().resolve("server/evaluation.keys")).keys().values().stream()
            .map(key -> new KeyRequest(key.id(), key.level()))
            .toList();
    assertThat(stored).isEqualTo(PlanFile.read(job.plan()).requests());
  }

  @Test
  void keygenAgainMakesNothingNew() throws IOException {
    Path store = job.client().resolve("server/evaluation.keys");
    byte[] before = Files.readAllBytes(store);
    succeed(job.keygen());
    assertThat(Files.readAllBytes(store)).isEqualTo(before);
  }

  @Test
  void keygenMakesAMissingStoreAnew(@TempDir Path copy) throws IOException {
    TinyJob other = TinyJob.write(copy);
    succeed(other.compile());
    succeed(other.keygen());
    Path store = other.client().resolve("server/evaluation.keys");
    Files.delete(store);
    succeed(other.keygen());
    assertThat(StoreInspection.of(store).keys())
        .hasSize(PlanFile.read(other.plan()).requests().size());
    succeed(other.encrypt());
    succeed(other.run(copy.resolve("y.ct"), "planned"));
  }

  @Test
  void publicKeyEncryptsWithoutAPassphrase() throws IOException {
    Path encrypted = folder.resolve("public.ct");
    Path result = folder.resolve("public-y.ct");
    Path decrypted = folder.resolve("public-y.json");
    succeed(
        CommandRun.of(
            "encrypt",
            "--public",
            "--plan",
            job.plan(),
            "--keys",
            job.client().resolve("server"),
            "--in",
            job.input(),
            "--out",
            encrypted));
    succeed(
        CommandRun.of(
            "run",
            "--plan",
            job.plan(),
            "--keys",
            job.client().resolve("server"),
            "--in",
            encrypted,
            "--out",
            result));
    succeed(job.decrypt(result, decrypted));
    JsonNode values = JsonMapper.shared().readTree(Files.readString(decrypted)).get("z");
    double[] found = values.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    assertThat(found).containsExactly(job.expected(), within(job.errorBound()));
  }

  @Test
  void decryptPrintsWithoutAnOutputFile() throws IOException {
    Path encrypted = folder.resolve("printed.ct");
    succeed(job.run(encrypted, "planned"));
    CommandRun run =
        succeed(
            CommandRun.of(
                "decrypt",
                "--plan",
                job.plan(),
                "--keys",
                job.client(),
                "--in",
                encrypted,
                "--passphrase-file",
                job.passphrase()));
    assertThat(numbers(run.out())).containsExactly(job.expected(), within(job.errorBound()));
  }

  @Test
  void authenticationKeyIsAccepted() {
    succeed(
        CommandRun.of(
            "run",
            "--plan",
            job.plan(),
            "--keys",
            job.client().resolve("server"),
            "--in",
            job.encrypted(),
            "--out",
            folder.resolve("authentic.ct"),
            "--authentication-key",
            job.client().resolve("store-authentication.key")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client/secret.key",
        "client/store-authentication.key",
        "client/server/parameters.bin",
        "client/server/public.key",
        "client/server/evaluation.keys",
        "plan.json",
        "x.ct"
      })
  void everyFileCanBeInspected(String file) {
    CommandRun run = succeed(CommandRun.of("inspect", folder.resolve(file)));
    assertThat(run.out()).contains("kind");
  }

  @Test
  void inspectionOfAStoreListsItsKeys() throws IOException {
    CommandRun run = CommandRun.of("inspect", job.client().resolve("server/evaluation.keys"));
    assertThat(run.out()).contains("pages match", "HMAC-SHA-256");
    for (KeyRequest request : PlanFile.read(job.plan()).requests()) {
      assertThat(run.out())
          .containsPattern("(?m)^%s +%d ".formatted(request.id(), request.level()));
    }
  }

  @Test
  void wrongPassphraseIsSaid(@TempDir Path other) throws IOException {
    Path wrong = Files.writeString(other.resolve("wrong"), "not this one");
    CommandRun run =
        CommandRun.of(
            "encrypt",
            "--plan",
            job.plan(),
            "--keys",
            job.client(),
            "--in",
            job.input(),
            "--out",
            other.resolve("x.ct"),
            "--passphrase-file",
            wrong);
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("passphrase does not open").hasLineCount(1);
    assertThat(other.resolve("x.ct")).doesNotExist();
  }

  @Test
  void damagedStoreIsNotRunOn(@TempDir Path other) throws IOException {
    Path server = Files.createDirectories(other.resolve("server"));
    byte[] store = Files.readAllBytes(job.client().resolve("server/evaluation.keys"));
    store[store.length / 2] ^= 1;
    Files.write(server.resolve("evaluation.keys"), store);
    CommandRun inspected = CommandRun.of("inspect", server.resolve("evaluation.keys"));
    assertThat(inspected.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(inspected.out()).contains("damaged");
    CommandRun run =
        CommandRun.of(
            "run",
            "--plan",
            job.plan(),
            "--keys",
            server,
            "--in",
            job.encrypted(),
            "--out",
            other.resolve("y.ct"));
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("damaged").hasLineCount(1);
    assertThat(other.resolve("y.ct")).doesNotExist();
  }

  @Test
  void outputIsNoInput() {
    Path encrypted = folder.resolve("output.ct");
    succeed(job.run(encrypted, "planned"));
    CommandRun run =
        CommandRun.of(
            "run",
            "--plan",
            job.plan(),
            "--keys",
            job.client().resolve("server"),
            "--in",
            encrypted,
            "--out",
            folder.resolve("never.ct"));
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("x[0]", "z[0]").hasLineCount(1);
  }

  private static double[] numbers(String csv) {
    return Arrays.stream(csv.strip().split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
