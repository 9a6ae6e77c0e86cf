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
      "The folder holds objects that OpenFHE 1.5 serialised, under the names that",
      "bench/README.md lists, in binary or JSON form; any of them may be absent.",
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
    PrintWriter out = spec.commandLine().getOut();
    Crosscheck.Tally tally = new Crosscheck(folder, engine).run(out);
    return tally.isGood() ? CommandLine.ExitCode.OK : Rotunda.FAILED;
  }
}
