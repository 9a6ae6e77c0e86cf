package org.rotunda.keys.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededCiphertext;
import org.rotunda.keys.testing.SmallKeySets;

class CiphertextFormatTest {
  /** Of the first ciphertext: behind metadata length, key set, count, label "linear" and level. */
  private static final int SCALE_AT = WireHeader.BYTES + 4 + 16 + 4 + 1 + 6 + 4;

  private static final WireSamples SAMPLES = new WireSamples();

  private static List<Labelled<Ciphertext>> read(byte[] object) throws IOException {
    return read(object, WireSamples.KEY_SET);
  }

  private static List<Labelled<Ciphertext>> read(byte[] object, KeySetId keySet)
      throws IOException {
    return CiphertextFormat.read(
        WireSamples.source(object), SAMPLES.scheme().context(), keySet, SAMPLES.scheme().engine());
  }

  private static void assertEqual(
      List<Labelled<Ciphertext>> found, List<Labelled<Ciphertext>> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      Ciphertext x = found.get(i).value();
      Ciphertext y = expected.get(i).value();
      assertThat(found.get(i).label()).isEqualTo(expected.get(i).label());
      assertThat(x.scale()).isEqualTo(y.scale());
      assertThat(x.slots()).isEqualTo(y.slots());
      assertThat(x.components()).hasSameSizeAs(y.components());
      for (int k = 0; k < x.components().size(); k++) {
        assertThat(x.component(k).limbs().all()).isDeepEqualTo(y.component(k).limbs().all());
      }
    }
  }

  @Test
  void ciphertextsComeBackInOrderWithAllComponents() throws IOException {
    List<Labelled<Ciphertext>> ciphertexts = SAMPLES.newCiphertexts();
    byte[] object =
        WireSamples.bytes(
            target ->
                CiphertextFormat.write(
                    target, SAMPLES.scheme().parameters(), WireSamples.KEY_SET, ciphertexts));
    assertEqual(read(object), ciphertexts);
  }

  @Test
  void seededCiphertextsComeBackExpanded() throws IOException {
    List<Labelled<SeededCiphertext>> seeded = SAMPLES.newSeededCiphertexts();
    List<Labelled<Ciphertext>> expanded = new ArrayList<>();
    for (Labelled<SeededCiphertext> item : seeded) {
      expanded.add(
          new Labelled<>(
              item.label(),
              item.value().expand(SAMPLES.scheme().context(), SAMPLES.scheme().engine())));
    }
    byte[] object =
        WireSamples.bytes(
            target ->
                CiphertextFormat.writeSeeded(
                    target, SAMPLES.scheme().parameters(), WireSamples.KEY_SET, seeded));
    assertEqual(read(object), expanded);
  }

  @Test
  void ciphertextsOfAnotherKeySetAreRefusedByName() throws IOException {
    byte[] object = SAMPLES.ciphertexts();
    KeySetId other = SmallKeySets.keySet(9);
    assertThatThrownBy(() -> read(object, other))
        .isInstanceOf(WireException.WrongKeySet.class)
        .hasMessageContaining(other.toString())
        .hasMessageContaining(WireSamples.KEY_SET.toString());
  }

  @Test
  void seededCiphertextsOfAnotherKeySetAreNotWritten() {
    assertThatThrownBy(
            () ->
                WireSamples.bytes(
                    target ->
                        CiphertextFormat.writeSeeded(
                            target,
                            SAMPLES.scheme().parameters(),
                            SmallKeySets.keySet(9),
                            SAMPLES.newSeededCiphertexts())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 0, -0.0})
  void scalesThatAreNoneAreRefused(double scale) throws IOException {
    byte[] object = SAMPLES.ciphertexts();
    ByteBuffer fields = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(fields.getDouble(SCALE_AT)).isEqualTo(SAMPLES.scheme().parameters().scale());
    fields.putDouble(SCALE_AT, scale);
    byte[] forged = DamagedObjectsTest.withChecksum(object);
    assertThatThrownBy(() -> read(forged))
        .isInstanceOf(WireException.Malformed.class)
        .hasMessageContaining("scale")
        .hasMessageContaining("linear");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 32, Integer.MIN_VALUE})
  void slotsThatDoNotFitAreRefused(int slots) throws IOException {
    byte[] object = SAMPLES.ciphertexts();
    ByteBuffer fields = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(SCALE_AT + 8, slots);
    byte[] forged = DamagedObjectsTest.withChecksum(object);
    assertThatThrownBy(() -> read(forged))
        .isInstanceOf(WireException.Malformed.class)
        .hasMessageContaining("slots");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE, 100_000})
  void moreCiphertextsThanThereAreBytesForAreRefused(int count) throws IOException {
    byte[] object = SAMPLES.ciphertexts();
    ByteBuffer fields = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(WireHeader.BYTES + 4 + 16, count);
    byte[] forged = DamagedObjectsTest.withChecksum(object);
    assertThatThrownBy(() -> read(forged))
        .isInstanceOf(WireException.Malformed.class)
        .hasMessageContaining(Integer.toUnsignedString(count));
  }
}
