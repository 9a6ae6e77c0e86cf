package org.rotunda.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rotunda.bench.scheme.SchemeShape;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.Progress;

/** The programs that are compared with, and what of ours they are compared with. */
final class Peers implements AutoCloseable {
  private static final String OPENFHE = "OpenFHE";
  private static final String HEXL = "HEXL alone";

  /** Below 2^50 HEXL has 52-bit multiply-adds, above it has not. */
  private static final List<Integer> HEXL_BITS = List.of(49, 50, 51, 58);

  private final List<PeerProgram> programs = new ArrayList<>();
  private final List<OwnScheme> schemes = new ArrayList<>();
  private final List<Match> matches = new ArrayList<>();

  private Peers() {}

  /**
   * Starts the programs, one of OpenFHE's for each number of threads.
   *
   * @param folder where they were built
   * @param hexl whether to compare with HEXL too
   */
  static Peers start(Path folder, SchemeShape shape, List<Integer> threads, boolean hexl)
      throws IOException {
    Peers peers = new Peers();
    boolean started = false;
    try (Progress progress = Progress.begin("Making keys", threads.size())) {
      for (int i = 0; i < threads.size(); i++) {
        peers.addOpenFhe(folder, shape, threads.get(i));
        progress.done(i + 1L);
      }
      if (hexl) {
        peers.addHexl(folder, shape.logDegree());
      }
      started = true;
      return peers;
    } finally {
      if (!started) {
        peers.close();
      }
    }
  }

  private void addOpenFhe(Path folder, SchemeShape shape, int threads) throws IOException {
    PeerProgram program =
        PeerProgram.start(
            folder.resolve("measure"),
            threads,
            Stream.of(shape.logDegree(), shape.limbs(), shape.bits(), shape.digits())
                .map(number -> number.toString())
                .toList());
    programs.add(program);
    Optional<String> chosen =
        program.introduction().stream().filter(line -> line.startsWith("shape ")).findFirst();
    String expected = "shape %d \\d+ %d".formatted(shape.limbs(), shape.digits());
    if (!chosen.orElse("").matches(expected)) {
      throw new JobException(
          "OpenFHE should take %d limbs in %d digits, but it took '%s' (limbs, special primes, digits); ask for a shape that both libraries take."
              .formatted(shape.limbs(), shape.digits(), chosen.orElse("")));
    }
    OwnScheme own = new OwnScheme(shape, threads);
    schemes.add(own);
    matches.add(new Match(OPENFHE, program, own.operations(), threads));
  }

  private void addHexl(Path folder, int logDegree) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(Integer.toString(logDegree));
    HEXL_BITS.forEach(bits -> arguments.add(bits.toString()));
    PeerProgram program = PeerProgram.start(folder.resolve("measure_hexl"), 1, arguments);
    programs.add(program);
    matches.add(new Match(HEXL, program, OwnLimbs.operations(1 << logDegree, HEXL_BITS), 1));
  }

  /** Measures everything in turns. */
  List<Samples> measure(int rounds) throws IOException {
    try (Progress progress = Progress.begin("Measuring", (rounds + 1L) * matches.size())) {
      long done = 0;
      for (Match match : matches) {
        match.warmUp();
        progress.done(++done);
      }
      for (int round = 0; round < rounds; round++) {
        for (Match match : matches) {
          match.round();
          progress.done(++done);
        }
      }
    }
    return matches.stream().flatMap(match -> match.samples().stream()).toList();
  }

  @Override
  public void close() throws IOException {
    for (PeerProgram program : programs) {
      program.close();
    }
    schemes.forEach(OwnScheme::close);
  }
}
