package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.compiler.cli.Command;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.keys.openfhe.OpenFheConverter;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import picocli.CommandLine;

/** Writes a folder of objects for OpenFHE to load. */
@CommandLine.Command(
    name = "crosscheck-write",
    description = "Write keys, ciphertexts and results of Rotunda's for OpenFHE to load.",
    footer = {
      "",
      "Context and secret key are those of a folder that OpenFHE wrote; everything else is",
      "made anew, under the names that crosscheck knows. The keys protect nothing.",
      "",
      "Example:",
      "  rotunda crosscheck-write openfhe-objects rotunda-objects"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class CrosscheckWriteCommand implements Command {
  @CommandLine.Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "A folder with OpenFHE's cc and sk.")
  private Path source;

  @CommandLine.Parameters(index = "1", paramLabel = "OUT", description = "The folder to write.")
  private Path target;

  /** For picocli. */
  public CrosscheckWriteCommand() {}

  @Override
  public Integer call() throws IOException {
    Engine engine =
        new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());
    CrosscheckFolder folder = new CrosscheckFolder(source, ArchiveForm.BINARY);
    requireSecretKey(folder);
    requireEmpty();
    Evidence evidence = new Evidence(folder, engine);
    requireLevels(evidence.converter());
    Files.createDirectories(target);
    new FolderWriter(
            evidence.converter(),
            evidence.secretKey(),
            evidence.openFheSecretKey().owner().keyTag(),
            RandomSource.platform(),
            target)
        .write();
    return CommandLine.ExitCode.OK;
  }

  private static void requireSecretKey(CrosscheckFolder folder) {
    folder.requireDirectory();
    if (!folder.has("sk")) {
      throw new JobException(
          "The folder %s is expected to hold a secret key of OpenFHE's, but has no sk; add sk.bin or sk.json."
              .formatted(folder.directory()));
    }
  }

  /** A product is rescaled, and a fresh ciphertext with an extra modulus before. */
  private static void requireLevels(OpenFheConverter converter) {
    int needed = converter.scalingFactors().freshDegree(0);
    int levels = converter.ckks().parameters().maxLevel();
    if (levels < needed) {
      throw new JobException(
          "The context is expected to have a depth of at least 1, which takes %d primes, but has %d; make one with a larger depth."
              .formatted(needed + 1, levels + 1));
    }
  }

  /** What OpenFHE wrote can't be made again, and files of two key sets don't belong together. */
  private void requireEmpty() throws IOException {
    if (Files.exists(target)) {
      try (Stream<Path> entries = Files.list(target)) {
        if (entries.findAny().isPresent()) {
          throw new JobException(
              "The folder %s is expected to be absent or empty, but it holds files; name another."
                  .formatted(target));
        }
      }
    }
  }
}
