package org.rotunda.compiler.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.compiler.cli.CommandRun;
import org.rotunda.compiler.cli.Rotunda;
import org.rotunda.compiler.cli.TinyJob;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.keys.generation.KeyGenerationListener;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.paging.store.StoreInspection;
import org.rotunda.paging.store.StoredKey;
import picocli.CommandLine;

class KeySetMakerTest {
  @TempDir private Path folder;
  private TinyJob job;
  private Plan plan;

  /** Options with a passphrase file, as the command line parses them. */
  @CommandLine.Command(name = "options")
  static final class Options {
    @CommandLine.ArgGroup private PassphraseOptions.Given given = new PassphraseOptions.Given();
  }

  @BeforeEach
  void compile() throws IOException {
    job = TinyJob.write(folder);
    assertThat(job.compile().exitCode()).isZero();
    plan = PlanFile.read(job.plan());
  }

  private PassphraseOptions.Given passphrase() {
    Options options = new Options();
    new CommandLine(options).parseArgs("--passphrase-file", job.passphrase().toString());
    return options.given;
  }

  private Map<KeyId, StoredKey> stored() throws IOException {
    return StoreInspection.of(job.client().resolve("server/evaluation.keys"))
        .keys()
        .values()
        .stream()
        .collect(Collectors.toMap(StoredKey::id, Function.identity()));
  }

  @Test
  void interruptedKeyGenerationGoesOnAfterTheKeysThatAreComplete() throws IOException {
    List<KeyRequest> first = plan.requests().subList(0, 2);
    try (KeySetMaker maker =
        KeySetMaker.open(new ClientFolder(job.client()), plan.parameters(), passphrase())) {
      maker.make(first, KeyGenerationListener.silent());
    }
    Map<KeyId, StoredKey> before = stored();
    assertThat(before).hasSize(2);

    assertThat(job.keygen().exitCode()).isZero();
    assertThat(stored()).containsAllEntriesOf(before).hasSize(plan.requests().size());
  }

  @Test
  void storeWithoutItsSecretKeyIsNotTouched() throws IOException {
    assertThat(job.keygen().exitCode()).isZero();
    Files.delete(job.client().resolve("secret.key"));
    CommandRun run = job.keygen();
    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("no secret key").hasLineCount(1);
  }
}
