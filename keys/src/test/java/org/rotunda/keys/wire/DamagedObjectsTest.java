package org.rotunda.keys.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.keys.secret.WrongPassphraseException;
import org.rotunda.keys.seed.KeySetId;

/** Every way of damaging a small object ends in a typed error, and no limb stays taken. */
class DamagedObjectsTest {
  private static final WireSamples SAMPLES = new WireSamples();

  static Stream<String> kinds() throws IOException {
    return SAMPLES.all().keySet().stream();
  }

  private static LimbPool pool() {
    return new LimbPool(SAMPLES.scheme().parameters().degree(), Long.MAX_VALUE);
  }

  private static WireSamples.Sample sample(String kind) throws IOException {
    return SAMPLES.all().entrySet().stream()
        .filter(entry -> entry.getKey().equals(kind))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private static void expectWireException(
      WireSamples.Sample sample, byte[] damaged, LimbPool pool, String what) {
    assertThatThrownBy(() -> sample.read(damaged, pool))
        .as(what)
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith("sample: ");
    assertThat(pool.usedBytes()).as(what).isZero();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void undamagedObjectsAreRead(String kind) throws IOException {
    WireSamples.Sample sample = sample(kind);
    LimbPool pool = pool();
    sample.read(sample.bytes(), pool);
    assertThat(pool.usedBytes()).isZero();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyFlippedByteIsNoticed(String kind) throws IOException {
    WireSamples.Sample sample = sample(kind);
    LimbPool pool = pool();
    for (int mask : new int[] {0x01, 0x80, 0xff}) {
      for (int i = 0; i < sample.bytes().length; i++) {
        byte[] damaged = sample.bytes().clone();
        damaged[i] ^= (byte) mask;
        expectWireException(sample, damaged, pool, "byte %d with mask %x".formatted(i, mask));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyTruncationIsNoticed(String kind) throws IOException {
    WireSamples.Sample sample = sample(kind);
    LimbPool pool = pool();
    for (int length = 0; length < sample.bytes().length; length++) {
      byte[] damaged = Arrays.copyOf(sample.bytes(), length);
      expectWireException(sample, damaged, pool, "length %d".formatted(length));
    }
  }

  /** Where a secret key states its Argon2id cost, which a forger could make expensive to try. */
  private static boolean isCost(String kind, int at) {
    int cost = WireHeader.BYTES + 4 + KeySetId.BYTES;
    return kind.equals("secret key") && at >= cost && at < cost + 12;
  }

  /**
   * With a checksum to match, a change may give another valid object, but never an error of another
   * kind.
   */
  @ParameterizedTest
  @MethodSource("kinds")
  void forgedBytesGiveAnObjectOrATypedError(String kind) throws IOException {
    WireSamples.Sample sample = sample(kind);
    LimbPool pool = pool();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < sample.bytes().length - WireHeader.CHECKSUM_BYTES; i++) {
      if (isCost(kind, i)) {
        continue;
      }
      for (int mask : new int[] {0x01, 0x40, 0x80, 0xff, 1 + random.nextInt(255)}) {
        byte[] forged = sample.bytes().clone();
        forged[i] ^= (byte) mask;
        readForged(sample, forged, pool, "byte %d with mask %x".formatted(i, mask));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void randomForgedMetadataGivesAnObjectOrATypedError(String kind) throws IOException {
    WireSamples.Sample sample = sample(kind);
    LimbPool pool = pool();
    SplittableRandom random = new SplittableRandom(2);
    int end = Math.min(sample.bytes().length - WireHeader.CHECKSUM_BYTES, 200);
    for (int round = 0; round < 2000; round++) {
      byte[] forged = sample.bytes().clone();
      for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
        int at = WireHeader.BYTES + random.nextInt(end - WireHeader.BYTES);
        if (!isCost(kind, at)) {
          forged[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xff);
        }
      }
      readForged(sample, forged, pool, "round %d".formatted(round));
    }
  }

  private static void readForged(
      WireSamples.Sample sample, byte[] forged, LimbPool pool, String what) {
    try {
      sample.read(withChecksum(forged), pool);
    } catch (WireException | WrongPassphraseException e) {
      assertThat(e).hasMessageStartingWith("sample: ");
    } catch (IOException | RuntimeException e) {
      fail(what, e);
    }
    assertThat(pool.usedBytes()).as(what).isZero();
  }

  static byte[] withChecksum(byte[] object) {
    int length = object.length - WireHeader.CHECKSUM_BYTES;
    byte[] checksum = Checksums.sha256().digest(Arrays.copyOf(object, length));
    byte[] whole = object.clone();
    System.arraycopy(checksum, 0, whole, length, checksum.length);
    return whole;
  }

  @Test
  void objectsOfAllKindsAreTried() throws IOException {
    Stream<WireKind> kinds =
        SAMPLES.all().values().stream()
            .map(sample -> WireKind.of(sample.bytes()[10]).orElseThrow());
    assertThat(kinds).contains(WireKind.values());
  }
}
