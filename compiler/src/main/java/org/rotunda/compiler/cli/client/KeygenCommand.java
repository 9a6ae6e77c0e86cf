package org.rotunda.compiler.cli.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rotunda.compiler.cli.Command;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.keys.material.KeyRequest;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a secret key, and exactly the keys that a plan uses. */
@CommandLine.Command(
    name = "keygen",
    description = "Make a secret key and exactly the keys that a plan uses.",
    footer = {
      "",
      "The secret key stays in FOLDER, under a passphrase. FOLDER/server holds what the server",
      "gets: parameters, public key and key store. FOLDER/store-authentication.key lets a server",
      "check that its store is genuine; bring it there on another way than the store.",
      "If it is interrupted, the same command goes on where it stopped. A second plan with the"
          + " same",
      "parameters adds the keys that are not there yet.",
      "",
      "Example:",
      "  rotunda keygen --plan plan.json --out client"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class KeygenCommand implements Command {
  @Spec private CommandSpec spec;

  @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The plan.")
  private Path plan;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "The key owner's folder.")
  private Path out;

  @ArgGroup(exclusive = true)
  private PassphraseOptions.Given passphrase = new PassphraseOptions.Given();

  /** For picocli. */
  public KeygenCommand() {}

  @Override
  public Integer call() throws IOException {
    Plan checked = PlanFile.read(plan).plan();
    ClientFolder folder = new ClientFolder(out);
    List<KeyRequest> requests = checked.requests();
    try (KeySetMaker maker = KeySetMaker.open(folder, checked.parameters(), passphrase);
        Progress progress = Progress.begin("keys", requests.size())) {
      maker.make(requests, (_, done, _) -> progress.done(done));
    }
    PrintWriter writer = spec.commandLine().getOut();
    Path store = folder.server().store();
    new Facts()
        .add("secret key", "%s, under its passphrase: keep it".formatted(folder.secretKey()))
        .add("for the server", folder.server().path())
        .add(
            "keys",
            "%d in %s, %s".formatted(requests.size(), store, new ByteSize(Files.size(store))))
        .add("authentication", "%s: hand it over separately".formatted(folder.authenticationKey()))
        .print(writer);
    writer.flush();
    return CommandLine.ExitCode.OK;
  }
}
