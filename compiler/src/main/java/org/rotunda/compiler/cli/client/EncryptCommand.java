package org.rotunda.compiler.cli.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rotunda.compiler.cli.Command;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.OutputFiles;
import org.rotunda.compiler.cli.job.ServerFolder;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Encrypts the inputs of a plan. */
@CommandLine.Command(
    name = "encrypt",
    description = "Encrypt the inputs of a plan.",
    footer = {
      "",
      "Values come as JSON if the file is named so: {\"image\": [0.1, 0.2, ...]}. Else as CSV: the",
      "numbers of a single input in row-major order; of several inputs a line each that begins"
          + " with",
      "the input's name. Under the secret key, ciphertexts take half the bytes and have less"
          + " noise;",
      "--public needs no passphrase, and FOLDER may be the server's.",
      "",
      "Example:",
      "  rotunda encrypt --plan plan.json --keys client --in image.csv --out x.ct"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class EncryptCommand implements Command {
  @Spec private CommandSpec spec;

  @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The plan.")
  private Path plan;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder that keygen made.")
  private Path keys;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "The values, CSV or JSON.")
  private Path in;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the ciphertexts go.")
  private Path out;

  @Option(names = "--public", description = "Encrypt under the public key.")
  private boolean isPublic;

  @ArgGroup(exclusive = true)
  private PassphraseOptions.Given passphrase = new PassphraseOptions.Given();

  /** For picocli. */
  public EncryptCommand() {}

  @Override
  public Integer call() throws IOException {
    ClientFolder folder = new ClientFolder(keys);
    List<Path> read = new ArrayList<>(List.of(plan, in));
    read.addAll(folder.files());
    read.addAll(new ServerFolder(keys).files());
    passphrase.file().ifPresent(read::add);
    OutputFiles.require(out, read);
    Plan checked = PlanFile.read(plan).plan();
    Map<String, double[]> values = TensorFile.read(in, checked.program().inputs());
    InputEncryption encryption = new InputEncryption(checked, values);
    if (isPublic) {
      ServerFolder inner = folder.server();
      encryption.underPublicKey(
          Files.isDirectory(inner.path()) ? inner : new ServerFolder(keys), out);
    } else {
      encryption.underSecretKey(folder, PassphraseOptions.ofExistingKey(passphrase), out);
    }
    PrintWriter writer = spec.commandLine().getOut();
    new Facts()
        .add("encrypted", String.join(", ", values.keySet()))
        .add("ciphertexts", "%s, %s".formatted(out, new ByteSize(Files.size(out))))
        .print(writer);
    writer.flush();
    return CommandLine.ExitCode.OK;
  }
}
