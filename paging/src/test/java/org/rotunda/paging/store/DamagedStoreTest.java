package org.rotunda.paging.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rotunda.paging.store.StoreFixture.galois;
import static org.rotunda.paging.store.StoreFixture.key;
import static org.rotunda.paging.store.StoreFixture.keySet;
import static org.rotunda.paging.store.StoreFixture.relinearisation;
import static org.rotunda.paging.store.StoreFixture.requireSame;
import static org.rotunda.paging.store.StoreFixture.requireSameStored;
import static org.rotunda.paging.store.StoreFixture.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.keys.material.SeededKey;

class DamagedStoreTest {
  private static final StoreAuthentication NONE = new StoreAuthentication.None();
  private final Parameters parameters = StoreFixture.pairs();
  private final List<SeededKey> keys =
      List.of(
          key(parameters, keySet(0), galois(5, 4), 1),
          key(parameters, keySet(0), relinearisation(2), 2));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noFlippedByteMakesAWrongKey(boolean authenticated) throws Exception {
    StoreAuthentication authentication =
        authenticated ? new StoreAuthentication.HmacSha256(new byte[32]) : NONE;
    byte[] whole = store(parameters, authentication, keys).content();
    assertThat(whole.length).isLessThan(64 << 10);
    SplittableRandom random = new SplittableRandom(7);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) random.nextInt(1, 256);
      requireNoWrongKey(flipped, authentication, "byte " + at);
    }
  }

  /** Each key is the original, or a typed error says that it is not. */
  private void requireNoWrongKey(
      byte[] content, StoreAuthentication authentication, String context) {
    try (KeyStore store = KeyStore.open(new MemoryPages(content), parameters, authentication)) {
      for (SeededKey key : keys) {
        try (LoadedKey loaded =
            store.load(key.id(), key.level(), UniformResidency.LEAN, LimbAllocator.heap())) {
          requireSameStored(loaded.key(), key, parameters, key.level(), context);
          assertThat(store.find(key.id()).map(StoredKey::seed)).as(context).contains(key.seed());
        } catch (StoreException e) {
          assertThat(e.key()).as(context).contains(key.id());
        }
      }
    } catch (StoreException e) {
      assertThat(e.file()).as(context).isEqualTo("memory");
    }
  }

  @Test
  void verificationFindsEveryFlippedByteOfAKey() throws Exception {
    byte[] whole = store(parameters, NONE, keys).content();
    StoredKey key = StoreInspection.of(new MemoryPages(whole)).keys().get(keys.getFirst().id());
    long end = key.offset() + PageGeometry.of(parameters).extentBytes(key.level());
    for (int at = (int) key.offset(); at < end; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      assertThat(StoreInspection.verify(new MemoryPages(flipped)).damage())
          .as("byte %d", at)
          .hasSize(1)
          .allSatisfy(damage -> assertThat(damage.key()).contains(key.id()));
    }
  }

  /** Of stores with no key, whose second root is empty, with one, and with two. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void verificationFindsEveryFlippedByteOfARoot(int count) throws Exception {
    byte[] whole = storeOfFirst(count, NONE);
    assertThat(StoreInspection.verify(new MemoryPages(whole)).damage()).isEmpty();
    int newest = RootSlot.position(count);
    for (int slot = 0; slot < RootSlot.COUNT; slot++) {
      for (int i = 0; i < RootSlot.BYTES; i++) {
        int at = RootSlot.position(slot) + i;
        byte[] flipped = flip(whole, at);
        if (count == 0 && slot == 0) {
          assertThatThrownBy(() -> StoreInspection.verify(new MemoryPages(flipped)))
              .as("byte %d", at)
              .isInstanceOf(StoreException.Corrupt.class);
        } else {
          assertThat(StoreInspection.verify(new MemoryPages(flipped)).damage())
              .as("byte %d", at)
              .hasSize(1)
              .first()
              .isInstanceOf(StoreException.Corrupt.class);
          assertThat(StoreInspection.of(new MemoryPages(flipped)).generation())
              .as("byte %d", at)
              .isEqualTo(RootSlot.position(slot) == newest ? count - 1 : count);
        }
      }
    }
  }

  @Test
  void verificationFindsAZeroedRoot() throws Exception {
    byte[] whole = storeOfFirst(2, NONE);
    for (int slot = 0; slot < RootSlot.COUNT; slot++) {
      byte[] zeroed = whole.clone();
      int start = RootSlot.position(slot);
      Arrays.fill(zeroed, start, start + RootSlot.BYTES, (byte) 0);
      assertThat(StoreInspection.verify(new MemoryPages(zeroed)).damage()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aResumedWriterPutsEveryFlippedRootRightAndLosesNoKey(int count) throws Exception {
    StoreAuthentication owner = new StoreAuthentication.HmacSha256(new byte[32]);
    byte[] whole = storeOfFirst(count, owner);
    for (int slot = count == 0 ? 1 : 0; slot < RootSlot.COUNT; slot++) {
      for (int i = 0; i < RootSlot.BYTES; i++) {
        int at = RootSlot.position(slot) + i;
        MemoryPages pages = new MemoryPages(flip(whole, at));
        try (KeyStoreWriter writer = KeyStoreWriter.resume(pages, parameters, keySet(0), owner)) {
          assertThat(writer.complete()).as("byte %d", at).hasSize(count);
          assertThat(StoreInspection.verify(new MemoryPages(pages.content())).damage())
              .as("byte %d", at)
              .isEmpty();
          for (SeededKey key : keys.subList(count, keys.size())) {
            writer.accept(key);
          }
        }
        assertThat(StoreInspection.verify(pages).damage()).as("byte %d", at).isEmpty();
        requireNoWrongKey(pages.content(), owner, "byte " + at);
        assertThat(StoreInspection.of(pages).keys()).as("byte %d", at).hasSize(keys.size());
      }
    }
  }

  @Test
  void aReplacedKeyIsRecoveredToo() throws Exception {
    SeededKey higher = key(parameters, keySet(0), relinearisation(4), 3);
    byte[] whole = store(parameters, NONE, List.of(keys.get(0), keys.get(1), higher)).content();
    MemoryPages pages = new MemoryPages(flip(whole, RootSlot.position(3)));
    assertThat(StoreInspection.of(pages).keys().get(higher.id()).level()).isEqualTo(2);
    KeyStoreWriter.resume(pages, parameters, keySet(0), NONE).close();
    assertThat(StoreInspection.of(pages).keys().get(higher.id()).level()).isEqualTo(4);
    assertThat(pages.content()).isEqualTo(whole);
  }

  @Test
  void aNewestKeyThatIsDamagedTogetherWithItsRootIsNotCutOff() throws Exception {
    byte[] whole = store(parameters, NONE, keys).content();
    StoredKey newest = StoreInspection.of(new MemoryPages(whole)).keys().get(keys.get(1).id());
    byte[] withoutRoot = flip(whole, RootSlot.position(2));
    for (int at = (int) newest.offset(); at < whole.length; at += 7) {
      byte[] damaged = flip(withoutRoot, at);
      MemoryPages pages = new MemoryPages(damaged);
      assertThatThrownBy(() -> KeyStoreWriter.resume(pages, parameters, keySet(0), NONE))
          .as("byte %d", at)
          .isInstanceOf(StoreException.Corrupt.class)
          .hasMessageContaining("restore the file");
      assertThat(pages.content()).as("byte %d", at).isEqualTo(damaged);
    }
  }

  private byte[] storeOfFirst(int count, StoreAuthentication authentication) throws Exception {
    return count == 0
        ? KeyStoreWriter.emptyStore(parameters, keySet(0), authentication)
        : store(parameters, authentication, keys.subList(0, count)).content();
  }

  private static byte[] flip(byte[] whole, int at) {
    byte[] flipped = whole.clone();
    flipped[at] ^= 1;
    return flipped;
  }

  @Test
  void everyTruncationIsATypedError() throws Exception {
    byte[] whole = store(parameters, NONE, keys).content();
    for (int length = 0; length < whole.length; length++) {
      MemoryPages cut = new MemoryPages(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> KeyStore.open(cut, parameters, NONE))
          .as("length %d", length)
          .isInstanceOf(StoreException.Truncated.class);
    }
  }

  @Test
  void everyFailedReadIsATypedErrorAndTheNextReadWorks() throws Exception {
    MemoryPages pages = store(parameters, NONE, keys);
    int reads = 2 + parameters.digits(4) + parameters.digits(2);
    for (int failing = 0; failing < reads; failing++) {
      FailingPages source = new FailingPages(pages, failing);
      String context = "read " + failing;
      int failures = 0;
      try (KeyStore store = KeyStore.open(source, parameters, NONE)) {
        for (SeededKey key : keys) {
          failures += loadTwice(store, key, context);
        }
      } catch (StoreException.Io e) {
        failures++;
      }
      assertThat(failures).as(context).isEqualTo(1);
    }
  }

  private int loadTwice(KeyStore store, SeededKey key, String context) throws StoreException {
    try (LoadedKey loaded =
        store.load(key.id(), key.level(), UniformResidency.LEAN, LimbAllocator.heap())) {
      requireSame(loaded.key(), key, parameters, key.level(), context);
      return 0;
    } catch (StoreException.Io e) {
      assertThat(e.key()).as(context).contains(key.id());
    }
    try (LoadedKey loaded =
        store.load(key.id(), key.level(), UniformResidency.LEAN, LimbAllocator.heap())) {
      requireSame(loaded.key(), key, parameters, key.level(), context);
      return 1;
    }
  }

  /** One read fails. */
  private static final class FailingPages implements PageSource {
    private final PageSource source;
    private int readsToFailure;

    FailingPages(PageSource source, int readsToFailure) {
      this.source = source;
      this.readsToFailure = readsToFailure;
    }

    @Override
    public String name() {
      return source.name();
    }

    @Override
    public long size() throws IOException {
      return source.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
      if (readsToFailure-- == 0) {
        throw new IOException("the device does not answer");
      }
      source.read(position, target, offset, length);
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
