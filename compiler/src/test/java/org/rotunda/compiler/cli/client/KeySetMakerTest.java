package org.rotunda.compiler.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.compiler.cli.CommandRun;
import org.rotunda.compiler.cli.Rotunda;
import org.rotunda.compiler.cli.TinyJob;
import org.rotunda.compiler.cli.job.JobException;
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
    plan = PlanFile.read(job.plan()).plan();
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
  void ofTwoWhoMakeASecretKeyAtTheSameTimeNoneReplacesTheOthers() throws Exception {
    ClientFolder client = new ClientFolder(job.client());
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<Optional<KeySetMaker>> open =
        () -> {
          start.await();
          try {
            return Optional.of(KeySetMaker.open(client, plan.parameters(), passphrase()));
          } catch (JobException e) {
            assertThat(e).hasMessageContaining("another command made");
            return Optional.empty();
          }
        };
    int opened = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Optional<KeySetMaker>> one : threads.invokeAll(List.of(open, open))) {
        if (one.get().isPresent()) {
          // Fails if its secret key belongs to another key set than the one before.
          try (KeySetMaker maker = one.get().get()) {
            maker.make(plan.requests().subList(0, 1), KeyGenerationListener.silent());
          }
          opened++;
        }
      }
    }
    assertThat(opened).isPositive();
    KeySetMaker.open(client, plan.parameters(), passphrase()).close();
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
