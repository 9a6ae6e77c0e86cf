package org.rotunda.compiler.cli.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.secret.Decryptor;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.compiler.cli.Command;
import org.rotunda.compiler.cli.job.CommandEngine;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.OutputFiles;
import org.rotunda.compiler.cli.job.PortParts;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.compiler.program.Port;
import org.rotunda.keys.secret.KeySetSecret;
import org.rotunda.keys.wire.CiphertextFormat;
import org.rotunda.keys.wire.WireSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decrypts the outputs of a plan. */
@CommandLine.Command(
    name = "decrypt",
    description = "Decrypt the outputs of a plan.",
    footer = {
      "",
      "Without --out, the values are printed as CSV. With it, JSON is written if the file is named"
          + " so.",
      "Decrypted values carry an error that depends on the secret key: don't hand them, with all"
          + " their",
      "digits, to someone who knows or chose the ciphertexts.",
      "",
      "Example:",
      "  rotunda decrypt --plan plan.json --keys client --in y.ct --out logits.csv"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class DecryptCommand implements Command {
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
      description = "The encrypted outputs.")
  private Path in;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the values go, CSV or JSON; readable by you only.")
  private Optional<Path> out;

  @ArgGroup(exclusive = true)
  private PassphraseOptions.Given passphrase = new PassphraseOptions.Given();

  /** For picocli. */
  public DecryptCommand() {}

  @Override
  public Integer call() throws IOException {
    if (out.isPresent()) {
      List<Path> read = new ArrayList<>(List.of(plan, in));
      read.addAll(new ClientFolder(keys).files());
      passphrase.file().ifPresent(read::add);
      OutputFiles.require(out.get(), read);
    }
    Plan checked = PlanFile.read(plan).plan();
    List<Port> ports = checked.program().outputs();
    Map<String, double[]> values = decrypt(checked, ports);
    PrintWriter writer = spec.commandLine().getOut();
    if (out.isPresent()) {
      TensorFile.write(out.get(), ports, values);
      new Facts()
          .add("decrypted", String.join(", ", values.keySet()))
          .add("values", out.get())
          .print(writer);
    } else {
      writer.print(TensorCsv.write(ports, values));
    }
    writer.flush();
    return CommandLine.ExitCode.OK;
  }

  private Map<String, double[]> decrypt(Plan checked, List<Port> ports) throws IOException {
    CkksContext context = CkksContext.of(checked.parameters());
    Engine engine = CommandEngine.create();
    SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();
    KeySetSecret secret =
        new ClientFolder(keys)
            .readSecret(checked.parameters(), PassphraseOptions.ofExistingKey(passphrase), access);
    try (Decryptor decryptor = new Decryptor(context, engine, secret.key(), access)) {
      Map<String, List<Ciphertext>> parts =
          PortParts.group(
              in.toString(),
              ports,
              CiphertextFormat.read(WireSource.file(in), context, secret.keySet(), engine));
      Encoder encoder = new Encoder(context, engine);
      Map<String, double[]> values = new LinkedHashMap<>();
      for (Port port : ports) {
        List<double[]> slots =
            parts.getOrDefault(port.name(), List.of()).stream()
                .map(ciphertext -> slots(ciphertext, decryptor, encoder))
                .toList();
        values.put(port.name(), port.layout().unpack(slots));
      }
      return values;
    } finally {
      secret.key().destroy();
    }
  }

  private static double[] slots(Ciphertext ciphertext, Decryptor decryptor, Encoder encoder) {
    try (Plaintext plaintext = decryptor.decrypt(ciphertext)) {
      return encoder.decode(plaintext).real();
    }
  }
}
