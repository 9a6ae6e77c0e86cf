package org.rotunda.paging.pager;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.material.KeySink;
import org.rotunda.keys.material.SeededKey;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;
import org.rotunda.paging.store.UniformResidency;

/** A process that generates keys into a store, or reads all that will ever be in it. */
final class StoreProcess implements AutoCloseable {
  /** The keys that are generated and read. */
  static final int KEYS = 40;

  static final StoreAuthentication OWNER = new StoreAuthentication.HmacSha256(new byte[32]);
  private static final long SECRET = 1;

  private final Process process;
  private final BufferedReader output;

  private StoreProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  static Parameters parameters() {
    return Parameters.builder()
        .logDegree(8)
        .q(30, 1)
        .q(26, 4)
        .p(32, 2)
        .digitSize(2)
        .logScale(26)
        .insecureForTesting()
        .build();
  }

  static KeySetId keySet() {
    return KeySetId.fresh(new SeededRandom(SECRET));
  }

  static List<KeyRequest> requests() {
    Parameters parameters = parameters();
    return IntStream.rangeClosed(1, KEYS)
        .mapToObj(amount -> GaloisElements.rotation(amount, parameters.degree()))
        .map(element -> new KeyRequest(new KeyId.Galois(element), parameters.maxLevel()))
        .toList();
  }

  /** Starts a process of this JVM's kind. */
  static StoreProcess start(String task, Path file) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StoreProcess.class.getName(),
            task,
            file.toString());
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return new StoreProcess(builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** The next line that it prints, if it prints another. */
  Optional<String> line() throws IOException {
    return Optional.ofNullable(output.readLine());
  }

  /** Kills it at once; returns what it had printed by then. */
  List<String> kill() throws IOException, InterruptedException {
    // The process itself would close its output too.
    process.toHandle().destroyForcibly();
    return finish();
  }

  /** Lets it end and returns the rest of what it prints. */
  List<String> finish() throws IOException, InterruptedException {
    List<String> rest = new ArrayList<>();
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      rest.add(line.get());
    }
    process.waitFor();
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Does a task: "generate" or "read". */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    System.out.println("ready");
    switch (arguments[0]) {
      case "generate" -> generate(file);
      case "read" -> System.out.println(digest(file));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Generates what is missing. */
  static void generate(Path file) throws IOException {
    Parameters parameters = parameters();
    CkksContext context = CkksContext.of(parameters);
    SecretKey secret = SecretKey.generate(parameters, new SeededRandom(SECRET));
    try (KeyStoreWriter writer =
            Files.exists(file)
                ? KeyStoreWriter.resume(file, parameters, keySet(), OWNER)
                : KeyStoreWriter.create(file, parameters, keySet(), OWNER);
        KeySetGenerator generator =
            new KeySetGenerator(
                context,
                LocalEngine.serial(),
                secret,
                keySet(),
                RandomSource.platform(),
                SecretKeyAccess.onKeyOwnersMachine())) {
      generator.generate(requests(), new TellingSink(writer), (_, _, _) -> {});
    }
  }

  /** Tells of every key that is begun or complete, and its seed. */
  private record TellingSink(KeyStoreWriter writer) implements KeySink {
    @Override
    public boolean isComplete(KeyRequest request) {
      return writer.isComplete(request);
    }

    @Override
    public void accept(SeededKey key) throws IOException {
      System.out.println("begun " + of(key));
      writer.accept(key);
      System.out.println("complete " + of(key));
    }

    private static String of(SeededKey key) {
      return key.id() + " " + Arrays.hashCode(key.seed().bytes());
    }
  }

  /** What all keys are made of, however long they take to come. */
  static String digest(Path file) throws IOException {
    Parameters parameters = parameters();
    PagerSettings settings =
        PagerSettings.of(
                3 * parameters.keyHalfBytes(parameters.maxLevel()), UniformResidency.LEAN)
            .withArrival(Duration.ofMinutes(5));
    int digest = 0;
    try (KeyStore store = KeyStore.open(file, parameters, OWNER);
        Pager pager = new Pager(store, settings, LimbAllocator.heap())) {
      for (KeyRequest request : requests()) {
        try (KeyLease lease = pager.acquire(request.id(), request.level())) {
          for (int prime : parameters.keyPrimeIndices(request.level()).toArray()) {
            for (int digit = 0; digit < parameters.digits(request.level()); digit++) {
              digest = 31 * digest + Arrays.hashCode(lease.key().b(digit, prime));
            }
          }
        }
      }
    }
    return "digest " + digest;
  }
}
