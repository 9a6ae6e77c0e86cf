package org.rotunda.paging.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rotunda.paging.store.StoreFixture.galois;
import static org.rotunda.paging.store.StoreFixture.key;
import static org.rotunda.paging.store.StoreFixture.keySet;
import static org.rotunda.paging.store.StoreFixture.relinearisation;
import static org.rotunda.paging.store.StoreFixture.requireSame;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.material.SeededKey;

class KeyStoreWriterTest {
  private static final StoreAuthentication NONE = new StoreAuthentication.None();
  private static final StoreAuthentication OWNER = new StoreAuthentication.HmacSha256(new byte[32]);
  private static final List<KeyUse> REQUESTS =
      List.of(galois(5, 2), relinearisation(1), galois(25, 0));

  private final Parameters parameters = StoreFixture.pairs();

  @TempDir Path folder;

  @Test
  void aResumedStoreKeepsItsKeysAndTakesMore() throws Exception {
    Path file = folder.resolve("store");
    SeededKey first = key(parameters, keySet(0), galois(5, 4), 1);
    SeededKey second = key(parameters, keySet(0), relinearisation(2), 2);
    try (KeyStoreWriter writer = KeyStoreWriter.create(file, parameters, keySet(0), OWNER)) {
      writer.accept(first);
    }
    try (KeyStoreWriter writer = KeyStoreWriter.resume(file, parameters, keySet(0), OWNER)) {
      assertThat(writer.complete()).containsExactly(first.id());
      assertThat(writer.isComplete(new KeyRequest(first.id(), 4))).isTrue();
      assertThat(writer.isComplete(new KeyRequest(second.id(), 0))).isFalse();
      writer.accept(second);
    }
    try (KeyStore store = KeyStore.open(file, parameters, OWNER)) {
      requireKey(store, first, "first");
      requireKey(store, second, "second");
    }
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  private void requireKey(KeyStore store, SeededKey key, String context) throws StoreException {
    try (LoadedKey loaded =
        store.load(key.id(), key.level(), UniformResidency.LEAN, LimbAllocator.heap())) {
      requireSame(loaded.key(), key, parameters, key.level(), context);
    }
  }

  @Test
  void aKeyIsReplacedOnlyByOneForMoreLevels() throws Exception {
    Path file = folder.resolve("store");
    SeededKey low = key(parameters, keySet(0), galois(5, 1), 1);
    SeededKey high = key(parameters, keySet(0), galois(5, 3), 2);
    try (KeyStoreWriter writer = KeyStoreWriter.create(file, parameters, keySet(0), NONE)) {
      writer.accept(low);
      assertThatThrownBy(() -> writer.accept(low)).isInstanceOf(IllegalArgumentException.class);
      assertThat(writer.isComplete(new KeyRequest(low.id(), 3))).isFalse();
      writer.accept(high);
      assertThatThrownBy(() -> writer.accept(low)).isInstanceOf(IllegalArgumentException.class);
    }
    try (KeyStore store = KeyStore.open(file, parameters)) {
      requireKey(store, high, "replaced");
    }
  }

  @Test
  void aStoreIsNotOverwrittenAndHasOneWriter() throws Exception {
    Path file = folder.resolve("store");
    try (KeyStoreWriter _ = KeyStoreWriter.create(file, parameters, keySet(0), NONE)) {
      assertThatThrownBy(() -> KeyStoreWriter.create(file, parameters, keySet(0), NONE))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThatThrownBy(() -> KeyStoreWriter.resume(file, parameters, keySet(0), NONE))
          .isInstanceOf(StoreException.InUse.class);
    }
    KeyStoreWriter.resume(file, parameters, keySet(0), NONE).close();
  }

  @Test
  void ofSeveralWhoCreateAStoreOneSucceeds() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path file = folder.resolve("store " + round);
      Callable<Integer> create =
          () -> {
            try (KeyStoreWriter _ = KeyStoreWriter.create(file, parameters, keySet(0), NONE)) {
              return 1;
            } catch (FileAlreadyExistsException _) {
              return 0;
            }
          };
      int created = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        for (Future<Integer> one : threads.invokeAll(Collections.nCopies(4, create))) {
          created += one.get();
        }
      }
      assertThat(created).as("round %d", round).isEqualTo(1);
      assertThat(folder.toFile().list()).as("round %d", round).hasSize(round + 1);
      KeyStore.open(file, parameters).close();
    }
  }

  @Test
  void aStoreOfOtherParametersKeySetOrAuthenticationIsNotResumed() throws Exception {
    Path file = folder.resolve("store");
    KeyStoreWriter.create(file, parameters, keySet(0), NONE).close();
    assertThatThrownBy(() -> KeyStoreWriter.resume(file, StoreFixture.wide(), keySet(0), NONE))
        .isInstanceOf(StoreException.Foreign.class);
    assertThatThrownBy(() -> KeyStoreWriter.resume(file, parameters, keySet(1), NONE))
        .isInstanceOf(StoreException.Foreign.class);
    assertThatThrownBy(() -> KeyStoreWriter.resume(file, parameters, keySet(0), OWNER))
        .isInstanceOf(StoreException.NotAuthentic.class);
    Path authenticated = folder.resolve("authenticated");
    KeyStoreWriter.create(authenticated, parameters, keySet(0), OWNER).close();
    assertThatThrownBy(() -> KeyStoreWriter.resume(authenticated, parameters, keySet(0), NONE))
        .isInstanceOf(StoreException.NotAuthentic.class);
  }

  @Test
  void aKeyOfAnotherKeySetIsRefused() throws Exception {
    SeededKey foreign = key(parameters, keySet(1), galois(5, 1), 1);
    try (KeyStoreWriter writer =
        KeyStoreWriter.create(folder.resolve("store"), parameters, keySet(0), NONE)) {
      assertThatThrownBy(() -> writer.accept(foreign)).isInstanceOf(StoreException.Foreign.class);
      writer.accept(key(parameters, keySet(0), galois(5, 1), 1));
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void afterACrashAtAnyPointEachKeyIsWholeOrAbsentAndTheRestIsResumed(int seed) throws Exception {
    byte[] empty = KeyStoreWriter.emptyStore(parameters, keySet(0), OWNER);
    boolean crashed = true;
    for (int operations = 1; crashed; operations++) {
      String context = "seed %d, operation %d".formatted(seed, operations);
      SplittableRandom random = new SplittableRandom(1000L * seed + operations);
      Map<KeyId, SeededKey> made = new HashMap<>();
      CrashingPages first = new CrashingPages(empty, operations, random);
      writeUntilCrash(first, made, 10);
      crashed = first.isDead();
      if (crashed) {
        byte[] afterFirst = requireWholeOrAbsent(first.device(), made, context);
        // A second crash, during the resumed run.
        CrashingPages second = new CrashingPages(afterFirst, 1 + random.nextInt(60), random);
        writeUntilCrash(second, made, 20);
        byte[] afterSecond =
            second.isDead()
                ? requireWholeOrAbsent(second.device(), made, context)
                : second.device();
        MemoryPages last = new MemoryPages(afterSecond);
        writeRest(last, made, 30);
        requireWholeOrAbsent(last.content(), made, context);
        assertThat(StoreInspection.verify(last).damage()).as(context).isEmpty();
        assertThat(made).as(context).hasSize(REQUESTS.size());
      }
    }
  }

  private void writeUntilCrash(CrashingPages pages, Map<KeyId, SeededKey> made, long attempt) {
    try {
      writeRest(pages, made, attempt);
    } catch (StoreException e) {
      assertThat(pages.isDead()).isTrue();
    }
  }

  /** Makes what is not complete, under seeds of this attempt. */
  private void writeRest(PageSink pages, Map<KeyId, SeededKey> made, long attempt)
      throws StoreException {
    KeyStoreWriter writer = KeyStoreWriter.resume(pages, parameters, keySet(0), OWNER);
    for (KeyUse request : REQUESTS) {
      boolean complete = writer.isComplete(new KeyRequest(request.id(), request.level()));
      if (made.containsKey(request.id())) {
        assertThat(complete).isTrue();
      } else if (complete) {
        StoredKey recovered = StoreInspection.of(pages).keys().get(request.id());
        made.put(request.id(), candidate(recovered));
      }
      if (!complete) {
        SeededKey key = key(parameters, keySet(0), request, attempt + REQUESTS.indexOf(request));
        writer.accept(key);
        made.put(key.id(), key);
      }
    }
  }

  /**
   * Every key whose writing returned is there, and every key that is there is whole. One key may be
   * there though the crash came before its writing returned. A root may be torn, nothing else.
   */
  private byte[] requireWholeOrAbsent(byte[] content, Map<KeyId, SeededKey> made, String context)
      throws StoreException {
    assertThat(StoreInspection.verify(new MemoryPages(content)).damage())
        .as(context)
        .allSatisfy(damage -> assertThat(damage).hasMessageContaining("its root at"));
    try (KeyStore store = KeyStore.open(new MemoryPages(content), parameters, OWNER)) {
      for (SeededKey key : made.values()) {
        requireKey(store, key, context);
      }
      assertThat(store.keys().size() - made.size()).as(context).isBetween(0, 1);
      for (StoredKey stored : store.keys().values()) {
        if (!made.containsKey(stored.id())) {
          made.put(stored.id(), candidate(stored));
          requireKey(store, made.get(stored.id()), context);
        }
      }
    }
    return content;
  }

  /** The key that some attempt was writing, known by its seed. */
  private SeededKey candidate(StoredKey stored) {
    return IntStream.of(10, 20, 30)
        .boxed()
        .flatMap(
            attempt ->
                REQUESTS.stream()
                    .map(
                        request ->
                            key(
                                parameters,
                                keySet(0),
                                request,
                                attempt + REQUESTS.indexOf(request))))
        .filter(key -> key.seed().equals(stored.seed()) && key.id().equals(stored.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFailedWriterIsOfNoFurtherUse() throws Exception {
    byte[] empty = KeyStoreWriter.emptyStore(parameters, keySet(0), NONE);
    CrashingPages pages = new CrashingPages(empty, 3, new SplittableRandom(1));
    SeededKey key = key(parameters, keySet(0), galois(5, 1), 1);
    try (KeyStoreWriter writer = KeyStoreWriter.resume(pages, parameters, keySet(0), NONE)) {
      assertThatThrownBy(() -> writer.accept(key)).isInstanceOf(StoreException.Io.class);
      assertThatThrownBy(() -> writer.accept(key)).isInstanceOf(IllegalStateException.class);
    }
  }
}
