package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.MemoryPages;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.UniformResidency;

/** Runs on a store that is still being filled, by this process and by others. */
class ArrivingKeysTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"planned", "on demand", "resident"})
  void aRunGoesAlongWithKeysThatComeOneASecond(String policy) throws Exception {
    TestKeys keys = new TestKeys();
    long bytes = 20 * keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    List<KeyUse> trace =
        IntStream.range(0, keys.count()).mapToObj(i -> keys.use(i, keys.storedLevel(i))).toList();
    ResidencyPolicy how =
        switch (policy) {
          case "planned" ->
              new ResidencyPolicy.Planned(LookAheadForge.schedule(trace, keys.count(), 3));
          case "on demand" -> new ResidencyPolicy.OnDemand();
          default -> new ResidencyPolicy.Resident(trace, UniformResidency.LEAN);
        };
    // One loader: keys that haven't come must not keep it from those that have.
    PagerSettings settings =
        PagerSettings.of(bytes, UniformResidency.LEAN)
            .withLoaders(1)
            .withArrival(Duration.ofSeconds(20));
    MemoryPages pages = keys.emptyStore();
    Stage stage = new Stage(1);
    try (KeyStore store = keys.open(pages)) {
      stage.perform(
          List.of(
              () -> fill(keys, pages, stage),
              () -> {
                try (Pager pager =
                        new Pager(store, settings, LimbAllocator.heap(), stage, stage.threads());
                    KeySession session = pager.open(how)) {
                  for (KeyUse use : trace) {
                    try (KeyLease lease = session.acquire(use.id(), use.level())) {
                      keys.requireSame(lease, use.level(), policy);
                    }
                  }
                  assertThat(stage.nanoTime())
                      .isBetween(
                          keys.count() * SECOND, keys.count() * SECOND + 2 * Loaders.LOOK_NANOS);
                  assertThat(pager.statistics().failedLoads()).isZero();
                  assertThat(pager.statistics().loads()).isEqualTo(keys.count());
                }
              }));
    }
  }

  private static void fill(TestKeys keys, MemoryPages pages, Stage stage) {
    try (KeyStoreWriter writer = keys.writer(pages)) {
      for (int i = 0; i < keys.count(); i++) {
        stage.sleep(SECOND);
        writer.accept(keys.key(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aKeyThatDoesNotComeIsNamedWhenItsTimeIsOver() throws Exception {
    TestKeys keys = new TestKeys();
    long bytes = 20 * keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    PagerSettings settings =
        PagerSettings.of(bytes, UniformResidency.LEAN).withArrival(Duration.ofSeconds(3));
    List<KeyUse> trace = List.of(keys.use(0, 4), keys.use(1, 4));
    MemoryPages pages = keys.emptyStore();
    try (KeyStoreWriter writer = keys.writer(pages)) {
      writer.accept(keys.key(0));
    }
    List<ResidencyPolicy> policies =
        List.of(
            new ResidencyPolicy.OnDemand(),
            new ResidencyPolicy.Planned(LookAheadForge.schedule(trace, 2, 1)));
    for (ResidencyPolicy policy : policies) {
      Stage stage = new Stage(2);
      try (KeyStore store = keys.open(pages)) {
        stage.perform(
            List.of(
                () -> {
                  try (Pager pager =
                          new Pager(store, settings, LimbAllocator.heap(), stage, stage.threads());
                      KeySession session = pager.open(policy)) {
                    session.acquire(keys.id(0), 4).close();
                    // Read-ahead has been waiting since the beginning; the use's own time counts.
                    stage.sleep(10 * SECOND);
                    long asked = stage.nanoTime();
                    assertThatThrownBy(() -> session.acquire(keys.id(1), 4))
                        .isInstanceOf(KeyUnavailableException.NotLoaded.class)
                        .hasMessageContaining(keys.id(1).toString())
                        .hasMessageContaining("within 3 s")
                        .hasCauseInstanceOf(KeyArrivalException.class);
                    assertThat(stage.nanoTime() - asked)
                        .isBetween(3 * SECOND, 3 * SECOND + Loaders.LOOK_NANOS);
                  }
                }));
      }
    }
  }

  @Test
  void aKeyStoredForTooLowALevelIsWaitedForToo() throws Exception {
    TestKeys keys = new TestKeys();
    long bytes = 20 * keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    PagerSettings settings =
        PagerSettings.of(bytes, UniformResidency.LEAN).withArrival(Duration.ofSeconds(3));
    MemoryPages pages = keys.emptyStore();
    Stage stage = new Stage(3);
    try (KeyStoreWriter writer = keys.writer(pages);
        KeyStore store = keys.open(pages)) {
      writer.accept(keys.truncated(0, 1));
      stage.perform(
          List.of(
              () -> {
                stage.sleep(SECOND);
                accept(writer, keys);
              },
              () -> {
                try (Pager pager =
                    new Pager(store, settings, LimbAllocator.heap(), stage, stage.threads())) {
                  pager.acquire(keys.id(0), 1).close();
                  assertThat(stage.nanoTime()).isLessThan(SECOND);
                  try (KeyLease lease = pager.acquire(keys.id(0), 3)) {
                    keys.requireSame(lease, 3, "replaced");
                  }
                  assertThat(stage.nanoTime()).isGreaterThanOrEqualTo(SECOND);
                }
              }));
    }
  }

  private static void accept(KeyStoreWriter writer, TestKeys keys) {
    try {
      writer.accept(keys.key(0));
    } catch (StoreException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void oneProcessWritesWhileOthersRead() throws Exception {
    Path file = folder.resolve("keys");
    try (KeyStoreWriter _ =
        KeyStoreWriter.create(
            file, StoreProcess.parameters(), StoreProcess.keySet(), StoreProcess.OWNER)) {
      // Empty, and given up at once for the process that writes.
    }
    Callable<String> here = () -> StoreProcess.digest(file);
    FutureTask<String> own = new FutureTask<>(here);
    Thread.ofPlatform().daemon().start(own);
    try (StoreProcess one = StoreProcess.start("read", file);
        StoreProcess other = StoreProcess.start("read", file)) {
      assertThat(one.line()).contains("ready");
      assertThat(other.line()).contains("ready");
      try (StoreProcess writer = StoreProcess.start("generate", file)) {
        List<String> told = new ArrayList<>(writer.finish());
        assertThat(told).hasSize(1 + 2 * StoreProcess.KEYS);
      }
      String digest = own.get();
      assertThat(one.finish()).containsExactly(digest);
      assertThat(other.finish()).containsExactly(digest);
    }
  }
}
