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
