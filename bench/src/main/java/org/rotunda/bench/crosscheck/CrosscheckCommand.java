package org.rotunda.bench.crosscheck;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.SharedLimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.compiler.cli.Command;
import org.rotunda.compiler.cli.Rotunda;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares Rotunda with OpenFHE on a folder of OpenFHE's objects. */
@CommandLine.Command(
    name = "crosscheck",
    description = "Check, bit for bit, that Rotunda computes what OpenFHE did.",
    footer = {
      "",
      "The folder holds objects that OpenFHE 1.5 serialised, each as NAME.bin or NAME.json;",
      "any of them may be absent:",
      "  cc                     the context",
      "  pk sk                  public and secret key",
      "  emk eak                relinearisation key; automorphism keys, of rotations by 1 and -1",
      "  pt_x pt_y              x_i = 0.25 + i / (2 slots) and y_i = 1 / (i + 2), encoded; or the",
      "                         values of the text files x.txt and y.txt, a slot a line",
      "  ct_x ct_y ct_xs        x and y under the public key, x under the secret key",
      "  ct_mul3 ct_mul         x y, and that relinearised",
      "  ct_mul_rs ct_mul2      that rescaled, and then squared and relinearised",
      "  ct_rot1 ct_rotm1       x rotated by 1 and by -1",
      "  ct_mulc ct_addc        x times 0.3 and x plus 0.3",
      "A rule is a line: PASS, FAIL with the first difference, or SKIP for want of a file.",
      "",
      "Example:",
      "  rotunda crosscheck openfhe-objects"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class CrosscheckCommand implements Command {
  @Spec private CommandSpec spec;

  @CommandLine.Parameters(paramLabel = "DIR", description = "The folder.")
  private Path directory;

  @CommandLine.Option(
      names = "--form",
      paramLabel = "FORM",
      defaultValue = "BINARY",
      description = "Which to take where both are there: ${COMPLETION-CANDIDATES}.")
  private ArchiveForm form;

  /** For picocli. */
  public CrosscheckCommand() {}

  @Override
  public Integer call() {
    CrosscheckFolder folder = new CrosscheckFolder(directory, form);
    folder.requireDirectory();
    int threads = Runtime.getRuntime().availableProcessors();
    Engine engine =
        new Engine(
            KernelProvider.select(),
            LimbAllocator.heap(),
            new SharedLimbExecutor(ForkJoinPool.commonPool(), threads));
    requireContext(new Evidence(folder, engine));
    PrintWriter out = spec.commandLine().getOut();
    Crosscheck.Tally tally = new Crosscheck(folder, engine).run(out);
    return tally.isGood() ? CommandLine.ExitCode.OK : Rotunda.FAILED;
  }

  /** One sentence rather than a failure of every rule. */
  private static void requireContext(Evidence evidence) {
    evidence
        .obstacle()
        .ifPresent(
            why -> {
              throw new JobException(why);
            });
  }
}
