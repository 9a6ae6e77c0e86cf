package org.rotunda.compiler.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.rotunda.compiler.cli.job.AuthenticationKey;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.PlanSummary;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.keys.wire.WireException;
import org.rotunda.keys.wire.WireInspection;
import org.rotunda.keys.wire.WireSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what a file is, and whether it is whole. */
@CommandLine.Command(
    name = "inspect",
    description = "Say what a file is and verify its checksums.",
    footer = {
      "",
      "Plans, parameters, keys, key stores, plaintexts and ciphertexts are known. A plan is",
      "verified as before a run, a key store page by page.",
      "",
      "Example:",
      "  rotunda inspect client/server/evaluation.keys"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class InspectCommand implements Command {
  /** The first bytes of every key store. */
  private static final String STORE = "RTUNKEYS";

  @Spec private CommandSpec spec;

  @CommandLine.Parameters(paramLabel = "FILE", description = "The file.")
  private Path file;

  /** For picocli. */
  public InspectCommand() {}

  @Override
  public Integer call() throws IOException {
    if (Files.isDirectory(file)) {
      throw new JobException(
          "A file is expected, but %s is a folder; name one of the files in it.".formatted(file));
    }
    PrintWriter writer = spec.commandLine().getOut();
    boolean whole = inspect(writer);
    writer.flush();
    return whole ? CommandLine.ExitCode.OK : Rotunda.FAILED;
  }

  private boolean inspect(PrintWriter writer) throws IOException {
    if (beginsWith("{")) {
      plan(PlanFile.read(file).plan()).print(writer);
      return true;
    }
    Optional<AuthenticationKey> authenticationKey = AuthenticationKey.find(file);
    if (authenticationKey.isPresent()) {
      facts("authentication key of a key store")
          .add("key set", authenticationKey.get().keySet())
          .print(writer);
      return true;
    }
    if (beginsWith(STORE)) {
      return StoreReport.print(file, facts("key store"), writer);
    }
    wire().print(writer);
    return true;
  }

  private boolean beginsWith(String expected) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] found = in.readNBytes(expected.length());
      return Arrays.equals(found, expected.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private Facts facts(String kind) throws IOException {
    return new Facts()
        .add("file", "%s, %s".formatted(file, new ByteSize(Files.size(file))))
        .add("kind", kind);
  }

  private Facts plan(Plan plan) throws IOException {
    Facts facts = facts("plan");
    PlanSummary.add(plan, facts);
    return facts.add("verified", "by simulation, and the weights by their digest");
  }

  private Facts wire() throws IOException {
    WireInspection found = inspectWire();
    Facts facts =
        facts(found.header().kind().toString())
            .add("version", found.header().version())
            .add("parameters", found.header().shortDigest());
    found.details().forEach(detail -> facts.add("", detail));
    return facts.add("checksum", "matches");
  }

  private WireInspection inspectWire() throws IOException {
    try {
      return WireInspection.of(WireSource.file(file));
    } catch (WireException.NotOurs e) {
      throw new JobException(
          "One of Rotunda's files is expected, but %s is none; plans, parameters, keys, key stores, plaintexts and ciphertexts are known."
              .formatted(file),
          e);
    }
  }
}
