package org.rotunda.bench.bootstrap;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.noise.Precision;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.demo.TemporaryFolder;

/**
 * What OpenFHE makes of the same messages, all its keys in memory.
 *
 * @param secret the distribution of its secret
 * @param logQp the size of its largest modulus in bits
 * @param from the level before
 * @param to the level after
 * @param seconds of the bootstrap, the least of two
 * @param precision of what it gave
 * @param generation seconds of key generation
 * @param keys how many
 * @param processBytes the most that the process had
 */
public record OpenFheBootstrap(
    String secret,
    double logQp,
    int from,
    int to,
    double seconds,
    Precision precision,
    double generation,
    int keys,
    long processBytes) {
  /** The secrets that are compared with: of weight 32 while the modulus is raised, and dense. */
  public static final List<String> SECRETS = List.of("SPARSE_ENCAPSULATED", "UNIFORM_TERNARY");

  /** log2 N; there are N/2 slots. */
  public static final int LOG_DEGREE = 16;

  private static final int LEVELS_LEFT = 10;
  private static final int TIMES = 2;
  private static final int KIBIBYTE = 1024;

  /**
   * Bootstraps.
   *
   * @param programs the folder of the programs
   * @param secret one of {@link #SECRETS}
   */
  public static OpenFheBootstrap run(Path programs, String secret, int threads) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create(Optional.empty(), "rotunda-openfhe")) {
      double[] message = Messages.uniform(1 << (LOG_DEGREE - 1));
      Path in = folder.path().resolve("in.txt");
      Path out = folder.path().resolve("out.txt");
      Messages.write(in, message);
      ProcessBuilder builder =
          new ProcessBuilder(
              programs.resolve("bootstrap").toString(),
              Integer.toString(LOG_DEGREE),
              Integer.toString(LEVELS_LEFT),
              secret,
              Integer.toString(TIMES),
              in.toString(),
              out.toString());
      builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
      Map<String, List<Double>> said = said(builder.redirectError(Redirect.INHERIT).start());
      Precision precision =
          Precision.of(
              ComplexVector.ofReal(Messages.read(out, message.length)),
              ComplexVector.ofReal(message));
      return new OpenFheBootstrap(
          secret,
          one(said, "logQP"),
          (int) one(said, "from"),
          (int) one(said, "to"),
          one(said, "bootstrap"),
          precision,
          one(said, "generation"),
          (int) one(said, "keys"),
          KIBIBYTE * (long) one(said, "process"));
    }
  }

  private static Map<String, List<Double>> said(Process process) throws IOException {
    Map<String, List<Double>> said = new HashMap<>();
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line : reader.lines().toList()) {
        int space = line.indexOf(' ');
        said.computeIfAbsent(line.substring(0, Math.max(0, space)), _ -> new ArrayList<>())
            .add(Double.valueOf(line.substring(space + 1)));
      }
      if (process.waitFor() != 0) {
        throw new JobException(
            "OpenFHE should bootstrap to the end, but ended early; what it wrote on standard error"
                + " says why.");
      }
    } catch (NumberFormatException e) {
      throw new JobException(
          "Lines of a name and a number are expected from OpenFHE's program, but %s; build it again."
              .formatted(e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobException("OpenFHE's bootstraps were interrupted; start them again.", e);
    }
    return said;
  }

  private static double one(Map<String, List<Double>> said, String name) {
    return said.getOrDefault(name, List.of()).stream()
        .min(Double::compare)
        .orElseThrow(
            () ->
                new JobException(
                    "A line about %s is expected from OpenFHE's program, but there is none; build it again."
                        .formatted(name)));
  }
}
