package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreInspection;
import org.rotunda.paging.store.StoredKey;
import org.rotunda.paging.store.UniformResidency;

/**
 * Processes that are killed while they generate keys: the store is absent, or what was complete is
 * there and is never made again, and what was not is made again with another seed.
 */
class KilledGenerationTest {
  @TempDir private Path folder;

  @Test
  void aKilledGenerationGoesOnWhereItStopped() throws Exception {
    requireResumable(5, 1);
  }

  @Tag("soak")
  @Test
  void aGenerationKilledMoreThanAHundredTimesGoesOnWhereItStopped() throws Exception {
    requireResumable(120, 2);
  }

  private void requireResumable(int kills, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    int done = 0;
    for (int store = 0; done < kills; store++) {
      Path file = folder.resolve("keys-" + store);
      History history = new History();
      boolean finished = false;
      while (!finished) {
        String context = "seed %d, store %d, after %d kills".formatted(seed, store, done);
        try (StoreProcess process = StoreProcess.start("generate", file)) {
          List<String> lines = new ArrayList<>();
          // A few keys at a time, so that a store is killed many times.
          int untilLine = done < kills ? random.nextInt(12) : Integer.MAX_VALUE;
          finished = !readTo(process, untilLine, lines);
          if (!finished) {
            spin(random.nextInt(4_000_000));
            lines.addAll(process.kill());
            done++;
          }
          history.tell(lines, context);
        }
        history.requireStore(file, context);
      }
      assertThat(history.complete).as("store %d", store).hasSize(StoreProcess.KEYS);
    }
  }

  /** Whether a process is still at work after it has printed some lines. */
  private static boolean readTo(StoreProcess process, int count, List<String> lines)
      throws IOException {
    assertThat(process.line()).contains("ready");
    for (int i = 0; i < count; i++) {
      var line = process.line();
      if (line.isEmpty()) {
        return false;
      }
      lines.add(line.get());
    }
    return true;
  }

  /** A moment of some nanoseconds, so that kills hit writes, syncs and what is between. */
  private static void spin(int nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** What the processes of a store have told, and what it held after each. */
  private static final class History {
    private final Set<String> begun = new HashSet<>();
    private final Map<String, String> complete = new HashMap<>();

    void tell(List<String> lines, String context) {
      for (String line : lines) {
        String key = line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
        if (line.startsWith("begun ")) {
          assertThat(complete).as("%s: %s", context, line).doesNotContainKey(key);
          assertThat(begun.add(line)).as("%s: %s has a seed of its own", context, line).isTrue();
        } else {
          assertThat(line).as(context).startsWith("complete ");
          complete.put(key, line.substring(line.lastIndexOf(' ') + 1));
        }
      }
    }

    /** Holds a store against what was told; what is in it counts as complete from here on. */
    void requireStore(Path file, String context) throws IOException {
      if (!Files.exists(file)) {
        assertThat(begun).as(context).isEmpty();
        return;
      }
      assertThat(StoreInspection.verify(file).damage()).as(context).isEmpty();
      Map<String, String> found = new HashMap<>();
      try (KeyStore store =
          KeyStore.open(file, StoreProcess.parameters(), StoreProcess.OWNER)) {
        for (StoredKey key : store.keys().values()) {
          store
              .load(key.id(), key.level(), UniformResidency.LEAN, LimbAllocator.heap())
              .close();
          String seed = "" + java.util.Arrays.hashCode(key.seed().bytes());
          assertThat(begun).as(context).contains("begun %s %s".formatted(key.id(), seed));
          found.put(key.id().toString(), seed);
        }
      }
      assertThat(found).as(context).containsAllEntriesOf(complete);
      assertThat(found.size() - complete.size()).as(context).isBetween(0, 1);
      complete.putAll(found);
      assertThat(StoreProcess.requests().stream().map(KeyRequest::id).map(Object::toString))
          .as(context)
          .containsAll(found.keySet());
    }
  }
}
