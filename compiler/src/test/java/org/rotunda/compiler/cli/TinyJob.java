package org.rotunda.compiler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.compiler.pass.NoisePrediction;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.WeightFiles;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;
import org.rotunda.compiler.program.text.ProgramText;

/**
 * A small program with weights, in files: two layers that share their rotation keys, and a square.
 *
 * @param folder where all its files are
 */
public record TinyJob(Path folder) {
  private static final int SIZE = 8;

  /** Enough room for two keys of six, so that the second layer loads rotation keys again. */
  private static final String KEY_BUDGET = "800KiB";

  private static final String SOURCE =
      """
      program tiny;
      slots 16;
      weights "weights.json";
      input x: tensor[8];
      y = linear(x, w, b);
      output z: linear(y, w, b) + square(y);
      """;

  /** Writes program, weights, input and passphrase. */
  public static TinyJob write(Path folder) throws IOException {
    TinyJob job = new TinyJob(folder);
    Files.createDirectories(job.program().resolveSibling(""));
    Files.writeString(job.program(), SOURCE);
    Random random = new Random(7);
    WeightFiles.write(
        job.program().resolveSibling(""),
        Weights.of(
            "weights.json",
            List.of(tensor("w", List.of(SIZE, SIZE), random), tensor("b", List.of(SIZE), random))));
    Files.writeString(
        job.input(),
        Arrays.stream(job.values()).mapToObj(Double::toString).collect(Collectors.joining(",")));
    Files.writeString(job.passphrase(), "four words and more\n");
    return job;
  }

  /** The same with plan, keys and the encrypted input. */
  public static TinyJob prepare(Path folder) throws IOException {
    TinyJob job = write(folder);
    job.compile().succeeded();
    job.keygen().succeeded();
    job.encrypt().succeeded();
    return job;
  }

  private static WeightTensor tensor(String name, List<Integer> shape, Random random) {
    int count = shape.stream().reduce(1, (a, b) -> a * b);
    return new WeightTensor(name, shape, "weight", random.doubles(count, -0.25, 0.25).toArray());
  }

  /** The program's text. */
  public Path program() {
    return folder.resolve("programs/tiny.rotunda");
  }

  /** The plan. */
  public Path plan() {
    return folder.resolve("plan.json");
  }

  /** The key owner's folder. */
  public Path client() {
    return folder.resolve("client");
  }

  /** The clear input. */
  public Path input() {
    return folder.resolve("x.csv");
  }

  /** The encrypted input. */
  public Path encrypted() {
    return folder.resolve("x.ct");
  }

  /** The passphrase. */
  public Path passphrase() {
    return folder.resolve("passphrase");
  }

  /** The values of the input. */
  public double[] values() {
    return new Random(11).doubles(SIZE, -1, 1).toArray();
  }

  /** The server's folder, which the key owner's holds. */
  public Path server() {
    return client().resolve("server");
  }

  /** The key store in it. */
  public Path store() {
    return server().resolve("evaluation.keys");
  }

  /** Compiles. */
  public CommandRun compile() {
    return CommandRun.of(
        "compile", program(), "--key-budget", KEY_BUDGET, "--out", plan(), "--precision", 12);
  }

  /** Makes the keys. */
  public CommandRun keygen() {
    return CommandRun.of(
        "keygen", "--plan", plan(), "--out", client(), "--passphrase-file", passphrase());
  }

  /** Encrypts the input under the secret key. */
  public CommandRun encrypt() {
    return encrypt(encrypted(), client(), "--passphrase-file", passphrase());
  }

  /** Encrypts the input with the keys in a folder. */
  public CommandRun encrypt(Path out, Path keys, Object... more) {
    return CommandRun.of(
        "encrypt",
        List.of("--plan", plan(), "--keys", keys, "--in", input(), "--out", out),
        List.of(more));
  }

  /** Runs on the encrypted input. */
  public CommandRun run(Path out, Object... more) {
    return run(List.of(encrypted()), List.of(out), more);
  }

  /** Runs on every one of some encrypted inputs. */
  public CommandRun run(List<Path> in, List<Path> out, Object... more) {
    return runWith(server(), in, out, more);
  }

  /** Runs with the keys in a folder. */
  public CommandRun runWith(Path keys, List<Path> in, List<Path> out, Object... more) {
    return CommandRun.of(
        "run", List.of("--plan", plan(), "--keys", keys, "--in"), in, "--out", out, List.of(more));
  }

  /** Decrypts into a file. */
  public CommandRun decrypt(Path in, Path out) {
    return CommandRun.of(
        "decrypt",
        List.of("--plan", plan(), "--keys", client(), "--in", in, "--out", out),
        "--passphrase-file",
        passphrase());
  }

  /** Decrypts to standard output. */
  public CommandRun decrypt(Path in) {
    return CommandRun.of(
        "decrypt",
        List.of("--plan", plan(), "--keys", client(), "--in", in),
        "--passphrase-file",
        passphrase());
  }

  /** The right answer. */
  public double[] expected() throws IOException {
    Map<String, double[]> outputs =
        new ClearBackend(ProgramText.read(program())).run(Map.of("x", values()));
    return outputs.getOrDefault("z", new double[0]);
  }

  /**
   * A bound for the error of an output slot: eight predicted standard deviations, which a Gaussian
   * exceeds less than once in 10^14, with the factor 1.4 that the noise model may be off.
   */
  public double errorBound() throws IOException {
    Plan checked = PlanFile.read(plan()).plan();
    Port input = checked.program().inputs().getFirst();
    List<ComplexVector> slots =
        input.layout().pack(values()).stream().map(ComplexVector::ofReal).toList();
    NoisePrediction prediction =
        NoisePrediction.of(
            checked.program(), checked.splits(), checked.target(), Map.of("x", slots), 1);
    Port output = checked.program().outputs().getFirst();
    return 1.4 * 8 * prediction.slotDeviation(output.parts().getFirst());
  }
}
