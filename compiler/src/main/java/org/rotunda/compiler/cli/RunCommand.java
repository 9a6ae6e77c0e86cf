package org.rotunda.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.compiler.cli.job.AuthenticationKey;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.LocalEngine;
import org.rotunda.compiler.cli.job.PortParts;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.cli.job.ServerFolder;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import org.rotunda.compiler.execution.EncryptedBackend;
import org.rotunda.compiler.execution.WeightEncoder;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.keys.wire.CiphertextFormat;
import org.rotunda.keys.wire.Labelled;
import org.rotunda.keys.wire.WireSource;
import org.rotunda.keys.wire.WireTarget;
import org.rotunda.paging.pager.KeySession;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.PagerStatistics;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreAuthentication;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a plan on ciphertexts, without any secret key. */
@CommandLine.Command(
    name = "run",
    description = "Run a plan on ciphertexts; needs no secret key.",
    footer = {
      "",
      "Policies:",
      "  planned    keys come and go as the plan says, within its key budget",
      "  on-demand  keys are read when they are used, the least recently used dropped",
      "  resident   all keys are read first and stay, whatever they take",
      "All give the same ciphertexts, bit for bit.",
      "",
      "Example:",
      "  rotunda run --plan plan.json --keys client/server --in x.ct --out y.ct"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class RunCommand implements Command {
  private static final int LOADERS = 2;
  private static final double NANOS_A_SECOND = 1e9;

  @Spec private CommandSpec spec;

  @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The plan.")
  private Path plan;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "The server's folder that keygen made.")
  private Path keys;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "The encrypted inputs.")
  private Path in;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the encrypted outputs go.")
  private Path out;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      defaultValue = "planned",
      converter = PolicyName.Converter.class,
      description = "Which keys are in memory: planned, on-demand, resident (${DEFAULT-VALUE}).")
  private PolicyName policy;

  @Option(
      names = "--authentication-key",
      paramLabel = "FILE",
      description =
          "Check that the key store is what its owner wrote. Without it, only accidents are found.")
  private Optional<Path> authenticationKey;

  /** For picocli. */
  public RunCommand() {}

  @Override
  public Integer call() throws IOException {
    Plan checked = PlanFile.read(plan);
    ServerFolder folder = new ServerFolder(keys);
    StoreAuthentication authentication =
        authenticationKey.isPresent()
            ? AuthenticationKey.read(authenticationKey.get()).authentication()
            : new StoreAuthentication.None();
    try (KeyStore store = KeyStore.open(folder.store(), checked.parameters(), authentication)) {
      run(checked, store);
    }
    return CommandLine.ExitCode.OK;
  }

  private void run(Plan checked, KeyStore store) throws IOException {
    CkksContext context = CkksContext.of(checked.parameters());
    Engine engine = LocalEngine.create();
    List<Labelled<Ciphertext>> list =
        CiphertextFormat.read(WireSource.file(in), context, store.keySet(), LimbAllocator.heap());
    Map<String, List<Ciphertext>> inputs =
        PortParts.group(in.toString(), checked.program().inputs(), list);
    EncryptedBackend backend =
        new EncryptedBackend(
            checked.program(),
            context,
            engine,
            new WeightEncoder(
                checked.program(), checked.splits(), context, new Encoder(context, engine)));
    try (Pager pager =
            new Pager(store, budget(checked), checked.uniform(), LOADERS, LimbAllocator.heap());
        Progress progress =
            Progress.begin(checked.program().name(), checked.program().ops().size())) {
      long start = System.nanoTime();
      Map<String, List<Ciphertext>> outputs;
      try (KeySession session = pager.open(residency(checked))) {
        outputs = backend.run(inputs, session, (_, done, _) -> progress.done(done));
      }
      double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
      CiphertextFormat.write(
          WireTarget.file(out),
          checked.parameters(),
          store.keySet(),
          PortParts.flatten(checked.program().outputs(), outputs));
      report(seconds, pager.statistics());
    }
  }

  private long budget(Plan checked) {
    return switch (policy) {
      case PLANNED, ON_DEMAND -> checked.keyBudget();
      case RESIDENT -> checked.prediction().keySetBytes();
    };
  }

  private ResidencyPolicy residency(Plan checked) {
    return switch (policy) {
      case PLANNED -> new ResidencyPolicy.Planned(checked.schedule());
      case ON_DEMAND -> new ResidencyPolicy.OnDemand();
      case RESIDENT ->
          new ResidencyPolicy.Resident(
              checked.requests().stream()
                  .map(request -> new KeyUse(request.id(), request.level()))
                  .toList(),
              checked.uniform());
    };
  }

  private void report(double seconds, PagerStatistics statistics) {
    Table table =
        new Table(
            Column.words("policy"),
            Column.numbers("seconds"),
            Column.numbers("peak key bytes"),
            Column.numbers("budget"),
            Column.numbers("loads"),
            Column.numbers("bytes read"),
            Column.numbers("stall seconds"));
    table.row(
        policy,
        seconds(seconds),
        new ByteSize(statistics.peakBytes()),
        new ByteSize(statistics.budget()),
        statistics.loads(),
        new ByteSize(statistics.bytesRead()),
        seconds(statistics.stallNanos() / NANOS_A_SECOND));
    PrintWriter writer = spec.commandLine().getOut();
    table.print(writer);
    writer.flush();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }
}
