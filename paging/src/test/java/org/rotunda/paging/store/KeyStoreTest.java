package org.rotunda.paging.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rotunda.paging.store.StoreFixture.galois;
import static org.rotunda.paging.store.StoreFixture.key;
import static org.rotunda.paging.store.StoreFixture.keySet;
import static org.rotunda.paging.store.StoreFixture.relinearisation;
import static org.rotunda.paging.store.StoreFixture.requireSame;
import static org.rotunda.paging.store.StoreFixture.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBudgetException;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.keys.material.SeededKey;
import org.rotunda.keys.seed.KeySetId;

class KeyStoreTest {
  private static final StoreAuthentication NONE = new StoreAuthentication.None();
  private static final StoreAuthentication OWNER = new StoreAuthentication.HmacSha256(new byte[32]);

  @TempDir Path folder;

  static Stream<Parameters> parameterSets() {
    return Stream.of(StoreFixture.pairs(), StoreFixture.wide());
  }

  private static List<SeededKey> keys(Parameters parameters, KeySetId keySet) {
    int top = parameters.maxLevel();
    return List.of(
        key(parameters, keySet, galois(5, top), 1),
        key(parameters, keySet, relinearisation(top), 2),
        key(parameters, keySet, galois(25, top - 1), 3),
        key(parameters, keySet, galois(3, 0), 4));
  }

  @ParameterizedTest
  @MethodSource("parameterSets")
  void everyKeyComesBackAtEveryLevelWithOneReadADigit(Parameters parameters) throws Exception {
    List<SeededKey> keys = keys(parameters, keySet(0));
    for (StoreAuthentication authentication : List.of(NONE, OWNER)) {
      MemoryPages pages = store(parameters, authentication, keys);
      try (KeyStore store = KeyStore.open(pages, parameters, authentication)) {
        assertThat(store.keys().keySet())
            .containsExactlyInAnyOrderElementsOf(keys.stream().map(SeededKey::id).toList());
        for (SeededKey key : keys) {
          for (int level = 0; level <= key.level(); level++) {
            for (UniformResidency uniform : UniformResidency.values()) {
              int before = pages.operations().size();
              LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
              try (LoadedKey loaded = store.load(key.id(), level, uniform, pool)) {
                requireSame(loaded.key(), key, parameters, level, key.id() + " " + level);
                assertThat(pool.usedBytes()).isEqualTo(uniform.bytes(parameters, level));
                long table =
                    authentication.equals(NONE)
                        ? 0
                        : PageGeometry.of(parameters).tableBytes(key.level());
                assertThat(loaded.bytesRead())
                    .isEqualTo(PageGeometry.of(parameters).readBytes(level) + table);
              }
              assertThat(pool.usedBytes()).isZero();
              assertThat(pages.operations().size() - before).isEqualTo(parameters.digits(level));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parameterSets")
  void keysAreTheSameWhicheverKernelsUnpackThem(Parameters parameters) throws Exception {
    int level = parameters.maxLevel();
    SeededKey key = key(parameters, keySet(0), galois(5, level), 1);
    MemoryPages pages = store(parameters, NONE, List.of(key));
    for (Kernels kernels : List.of(new ScalarKernels(), KernelProvider.select())) {
      try (KeyStore store = KeyStore.open(pages, parameters, NONE, kernels);
          LoadedKey loaded =
              store.load(key.id(), level, UniformResidency.RESIDENT, LimbAllocator.heap())) {
        requireSame(loaded.key(), key, parameters, level, kernels.name());
      }
    }
  }

  @Test
  void aBudgetTooSmallLeavesNothingTaken() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    List<SeededKey> keys = keys(parameters, keySet(0));
    try (KeyStore store = KeyStore.open(store(parameters, NONE, keys), parameters, NONE)) {
      for (UniformResidency uniform : UniformResidency.values()) {
        LimbPool pool =
            new LimbPool(parameters.degree(), uniform.bytes(parameters, parameters.maxLevel()) - 1);
        assertThatThrownBy(
                () -> store.load(keys.getFirst().id(), parameters.maxLevel(), uniform, pool))
            .isInstanceOf(LimbBudgetException.class);
        assertThat(pool.usedBytes()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parameterSets")
  void aKeyShrinksInPlaceWhileKeysShownForLessStayGood(Parameters parameters) throws Exception {
    int top = parameters.maxLevel();
    SeededKey key = key(parameters, keySet(0), galois(5, top), 1);
    try (KeyStore store = KeyStore.open(store(parameters, NONE, List.of(key)), parameters, NONE)) {
      for (int level = 0; level < top; level++) {
        LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
        try (LoadedKey loaded = store.load(key.id(), top, UniformResidency.RESIDENT, pool)) {
          EvaluationKey lean = loaded.key(level, UniformResidency.LEAN);
          EvaluationKey resident = loaded.key(level, UniformResidency.RESIDENT);
          loaded.shrink(top, level);
          assertThat(loaded.bytes())
              .isEqualTo(parameters.keyHalfBytes(top) + parameters.keyHalfBytes(level));
          requireSame(resident, key, parameters, level, "uniform half shrunk to " + level);
          loaded.shrink(level, -1);
          assertThat(loaded.bytes()).isEqualTo(parameters.keyHalfBytes(level));
          assertThat(pool.usedBytes()).isEqualTo(loaded.bytes());
          requireSame(lean, key, parameters, level, "shrunk to " + level);
          EvaluationKey again = loaded.key(level, UniformResidency.LEAN);
          requireSame(again, key, parameters, level, "shown after it was shrunk to " + level);
        }
        assertThat(pool.usedBytes()).isZero();
      }
    }
  }

  @Test
  void aRefreshedStoreShowsWhatAWriterHasCompleted() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    List<SeededKey> keys = keys(parameters, keySet(0));
    Path file = folder.resolve("growing");
    try (KeyStoreWriter writer = KeyStoreWriter.create(file, parameters, keySet(0), OWNER);
        KeyStore store = KeyStore.open(file, parameters, OWNER)) {
      assertThat(store.refresh()).isFalse();
      for (int i = 0; i < keys.size(); i++) {
        writer.accept(keys.get(i));
        assertThat(store.keys()).hasSize(i);
        assertThat(store.refresh()).isTrue();
        assertThat(store.refresh()).isFalse();
        for (SeededKey key : keys.subList(0, i + 1)) {
          try (LoadedKey loaded =
              store.load(key.id(), key.level(), UniformResidency.LEAN, LimbAllocator.heap())) {
            requireSame(loaded.key(), key, parameters, key.level(), "growing");
          }
        }
      }
    }
  }

  @Test
  void aStoreThatIsNotThereInTimeIsMissing() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    Path file = folder.resolve("late");
    assertThatThrownBy(() -> KeyStore.await(file, parameters, NONE, Duration.ofMillis(1)))
        .isInstanceOf(StoreException.Missing.class);
    FutureTask<Integer> keys =
        new FutureTask<>(
            () -> {
              try (KeyStore store = KeyStore.await(file, parameters, NONE, Duration.ofMinutes(5))) {
                return store.keys().size();
              }
            });
    Thread.ofPlatform().daemon().start(keys);
    KeyStoreWriter.create(file, parameters, keySet(0), NONE).close();
    assertThat(keys.get()).isZero();
  }

  @Test
  void aMissingFileAndAMissingKeyAreNamed() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    Path file = folder.resolve("absent");
    assertThatThrownBy(() -> KeyStore.open(file, parameters))
        .isInstanceOf(StoreException.Missing.class)
        .hasMessageContaining("absent");
    KeyId absent = new KeyId.Galois(7);
    try (KeyStore store =
        KeyStore.open(store(parameters, NONE, keys(parameters, keySet(0))), parameters, NONE)) {
      assertThatThrownBy(() -> store.load(absent, 0, UniformResidency.LEAN, LimbAllocator.heap()))
          .isInstanceOfSatisfying(
              StoreException.Missing.class, e -> assertThat(e.key()).contains(absent));
      assertThatThrownBy(
              () -> store.load(new KeyId.Galois(3), 1, UniformResidency.LEAN, LimbAllocator.heap()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("levels 0 to 0");
    }
  }

  @Test
  void otherParametersAndOtherKeySetsAreForeign() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    MemoryPages pages = store(parameters, NONE, keys(parameters, keySet(0)));
    assertThatThrownBy(() -> KeyStore.open(pages, StoreFixture.wide(), NONE))
        .isInstanceOf(StoreException.Foreign.class)
        .hasMessageContaining("parameter digest");
    try (KeyStore store = KeyStore.open(pages, parameters, NONE)) {
      store.requireKeySet(keySet(0));
      assertThatThrownBy(() -> store.requireKeySet(keySet(1)))
          .isInstanceOf(StoreException.Foreign.class)
          .hasMessageContaining("key set");
    }
  }

  @Test
  void anotherKindOfFileAndALaterVersionAreTold() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    Path file = Files.write(folder.resolve("text"), new byte[600]);
    assertThatThrownBy(() -> KeyStore.open(file, parameters))
        .isInstanceOf(StoreException.Foreign.class)
        .hasMessageContaining("magic number");
    byte[] bytes = store(parameters, NONE, keys(parameters, keySet(0))).content();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, StoreHeader.VERSION + 1);
    assertThatThrownBy(() -> KeyStore.open(new MemoryPages(bytes), parameters, NONE))
        .isInstanceOf(StoreException.FutureVersion.class);
  }

  @Test
  void swappedPagesAreSeen() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    List<SeededKey> keys = keys(parameters, keySet(0));
    MemoryPages pages = store(parameters, NONE, keys);
    PageGeometry geometry = PageGeometry.of(parameters);
    int top = parameters.maxLevel();
    byte[] bytes = pages.content();
    try (KeyStore store = KeyStore.open(pages, parameters, NONE)) {
      int length = geometry.pageBytes(geometry.primeIndex(0));
      int first = (int) store.find(keys.get(0).id()).orElseThrow().offset();
      int second = (int) store.find(keys.get(1).id()).orElseThrow().offset();
      int start = (int) geometry.runOffset(top, 0);
      swap(bytes, first + start, second + start, length);
      swap(
          bytes,
          first + (int) geometry.runOffset(top, 1),
          first + (int) geometry.runOffset(top, 2),
          length);
    }
    assertThat(StoreInspection.verify(new MemoryPages(bytes)).damage())
        .hasSize(4)
        .allSatisfy(damage -> assertThat(damage).isInstanceOf(StoreException.Corrupt.class))
        .allSatisfy(damage -> assertThat(damage.page()).isPresent());
    try (KeyStore store = KeyStore.open(new MemoryPages(bytes), parameters, NONE)) {
      for (SeededKey key : keys.subList(0, 2)) {
        assertThatThrownBy(
                () -> store.load(key.id(), 0, UniformResidency.LEAN, LimbAllocator.heap()))
            .isInstanceOfSatisfying(
                StoreException.Corrupt.class,
                e ->
                    assertThat(e.page()).contains(new PageId(key.id(), 0, geometry.primeIndex(0))));
      }
    }
  }

  private static void swap(byte[] bytes, int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      byte kept = bytes[one + i];
      bytes[one + i] = bytes[other + i];
      bytes[other + i] = kept;
    }
  }

  @Test
  void residuesThatAreNotBelowTheirPrimeAreRefused() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    SeededKey key = key(parameters, keySet(0), galois(5, 2), 1);
    int prime = 1;
    key.key().b(1, prime)[7] = parameters.prime(prime);
    try (KeyStore store = KeyStore.open(store(parameters, NONE, List.of(key)), parameters, NONE)) {
      assertThatThrownBy(() -> store.load(key.id(), 2, UniformResidency.LEAN, LimbAllocator.heap()))
          .isInstanceOfSatisfying(
              StoreException.Corrupt.class,
              e -> assertThat(e.page()).contains(new PageId(key.id(), 1, prime)));
    }
  }

  @Test
  void aForgedPageIsFoundWithTheAuthenticationKey() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    SeededKey key = key(parameters, keySet(0), galois(5, 2), 1);
    byte[] genuine = store(parameters, OWNER, List.of(key)).content();
    int prime = 1;
    key.key().b(1, prime)[7] ^= 1;
    byte[] forged = store(parameters, OWNER, List.of(key)).content();

    PageGeometry geometry = PageGeometry.of(parameters);
    int page = RootSlot.DATA_START + (int) Directory.bytes(0) + (int) geometry.runOffset(2, 1);
    page += 2 * geometry.pageBytes(geometry.primeIndex(0)) + geometry.pageBytes(0);
    System.arraycopy(forged, page, genuine, page, geometry.pageBytes(prime));

    try (KeyStore store = KeyStore.open(new MemoryPages(genuine), parameters, OWNER)) {
      assertThatThrownBy(() -> store.load(key.id(), 2, UniformResidency.LEAN, LimbAllocator.heap()))
          .isInstanceOfSatisfying(
              StoreException.NotAuthentic.class,
              e -> assertThat(e.page()).contains(new PageId(key.id(), 1, prime)));
      store.load(key.id(), 0, UniformResidency.LEAN, LimbAllocator.heap()).close();
    }
    try (KeyStore store = KeyStore.open(new MemoryPages(genuine), parameters, NONE);
        LoadedKey loaded = store.load(key.id(), 2, UniformResidency.LEAN, LimbAllocator.heap())) {
      requireSame(loaded.key(), key, parameters, 2, "the checksum is the forger's");
    }
  }

  @Test
  void aStoreOfSomebodyElseIsFoundWithTheAuthenticationKey() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    List<SeededKey> keys = keys(parameters, keySet(0));
    byte[] other = new byte[32];
    other[31] = 1;
    for (StoreAuthentication forger : List.of(NONE, new StoreAuthentication.HmacSha256(other))) {
      MemoryPages forged = store(parameters, forger, keys);
      assertThatThrownBy(() -> KeyStore.open(forged, parameters, OWNER))
          .isInstanceOf(StoreException.NotAuthentic.class);
    }
  }

  @Test
  void inspectionTellsWhatAFileIsFromTheFileAlone() throws Exception {
    Parameters parameters = StoreFixture.pairs();
    List<SeededKey> keys = keys(parameters, keySet(0));
    Path file = Files.write(folder.resolve("store"), store(parameters, OWNER, keys).content());
    StoreInspection inspection = StoreInspection.of(file);
    assertThat(inspection.geometry()).isEqualTo(PageGeometry.of(parameters));
    assertThat(inspection.keySet()).isEqualTo(keySet(0));
    assertThat(inspection.authenticated()).isTrue();
    assertThat(inspection.generation()).isEqualTo(keys.size());
    assertThat(inspection.keys().values()).extracting(StoredKey::level).containsExactly(4, 0, 4, 3);
    StoreInspection.Verification verification = StoreInspection.verify(file);
    assertThat(verification.damage()).isEmpty();
    long pages =
        keys.stream()
            .mapToLong(key -> (long) parameters.digits(key.level()) * (key.level() + 3))
            .sum();
    assertThat(verification.pages()).isEqualTo(pages);
  }
}
