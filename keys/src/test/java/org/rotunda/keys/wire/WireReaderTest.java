package org.rotunda.keys.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.keys.seed.SeededPublicKey;
import org.rotunda.keys.testing.SmallKeySets;

class WireReaderTest {
  private static final WireSamples SAMPLES = new WireSamples();
  private static final int VERSION_AT = 8;
  private static final int KIND_AT = 10;
  private static final int TOTAL_AT = 12;
  private static final int METADATA_AT = WireHeader.BYTES;

  @TempDir Path directory;

  private static ByteBuffer fields(byte[] object) {
    return ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void readPublicKey(byte[] object) throws IOException {
    PublicKeyFormat.read(
        WireSamples.source(object), SAMPLES.scheme().context(), LimbAllocator.heap());
  }

  @Test
  void theHeaderHasTheDocumentedLayout() throws IOException {
    Parameters parameters = SmallKeySets.tiny();
    SeededPublicKey key = SAMPLES.newPublicKey();
    byte[] object = WireSamples.bytes(target -> PublicKeyFormat.write(target, parameters, key));
    ByteBuffer fields = fields(object);
    byte[] magic = new byte[8];
    fields.get(magic);
    assertThat(magic).isEqualTo("\u0089Rotunda".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(fields.getShort()).isEqualTo((short) 1);
    assertThat(fields.getShort()).isEqualTo((short) 2);
    assertThat(fields.getLong()).isEqualTo(object.length);
    byte[] digest = new byte[32];
    fields.get(digest);
    assertThat(digest).isEqualTo(parameters.digest());
    assertThat(fields.getInt()).isEqualTo(16 + 32);
    fields.position(fields.position() + 16 + 32);
    assertThat(fields.getLong()).isEqualTo(key.b().limb(0)[0]);
    assertThat(object).hasSize(52 + 4 + 48 + 3 * 32 * 8 + 32);
  }

  @Test
  void otherFilesAreNotOurs() {
    assertThatThrownBy(() -> readPublicKey("PK\3\4 and so on".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(WireException.NotOurs.class)
        .hasMessageContaining("not a Rotunda object");
  }

  @Test
  void nothingAtAllIsTruncated() {
    assertThatThrownBy(() -> readPublicKey(new byte[0]))
        .isInstanceOf(WireException.Truncated.class);
  }

  @Test
  void aLaterVersionIsNamed() throws IOException {
    byte[] object = SAMPLES.publicKey();
    fields(object).putShort(VERSION_AT, (short) 7);
    assertThatThrownBy(() -> readPublicKey(object))
        .isInstanceOf(WireException.FutureVersion.class)
        .hasMessageContaining("up to 1")
        .hasMessageContaining("version 7");
  }

  @Test
  void anotherKindIsNamed() throws IOException {
    byte[] object = SAMPLES.ciphertexts();
    assertThatThrownBy(() -> readPublicKey(object))
        .isInstanceOf(WireException.WrongKind.class)
        .hasMessageContaining("public key")
        .hasMessageContaining("ciphertexts");
  }

  @Test
  void anUnknownKindIsRefused() throws IOException {
    byte[] object = SAMPLES.publicKey();
    fields(object).putShort(KIND_AT, (short) 99);
    assertThatThrownBy(() -> readPublicKey(object))
        .isInstanceOf(WireException.Malformed.class)
        .hasMessageContaining("99");
  }

  @Test
  void otherParametersAreNamedOnBothSides() throws IOException {
    byte[] object = SAMPLES.publicKey();
    CkksContext other = CkksContext.of(SmallKeySets.otherTiny());
    assertThatThrownBy(
            () -> PublicKeyFormat.read(WireSamples.source(object), other, LimbAllocator.heap()))
        .isInstanceOf(WireException.WrongParameters.class)
        .hasMessageContaining(SmallKeySets.tiny().shortDigest())
        .hasMessageContaining(other.parameters().shortDigest());
  }

  @Test
  void objectsAboveTheBoundAreRefusedBeforeTheyAreRead() throws IOException {
    byte[] object = SAMPLES.publicKey();
    InputStream in = new ByteArrayInputStream(object);
    WireSource source = WireSource.stream("sample", in, object.length - 1);
    assertThatThrownBy(
            () -> PublicKeyFormat.read(source, SAMPLES.scheme().context(), LimbAllocator.heap()))
        .isInstanceOf(WireException.TooLarge.class)
        .hasMessageContaining(Integer.toString(object.length - 1))
        .hasMessageContaining(Integer.toString(object.length));
    assertThat(in.available()).isEqualTo(object.length - WireHeader.BYTES);
  }

  @Test
  void aHugeStatedLengthIsRefused() throws IOException {
    byte[] object = SAMPLES.publicKey();
    fields(object).putLong(TOTAL_AT, -1);
    assertThatThrownBy(() -> readPublicKey(object))
        .isInstanceOf(WireException.TooLarge.class)
        .hasMessageContaining("18446744073709551615");
  }

  @Test
  void metadataAboveItsBoundIsRefused() throws IOException {
    byte[] object = SAMPLES.publicKey();
    for (int length : new int[] {-1, Integer.MAX_VALUE, (1 << 20) + 1, object.length}) {
      fields(object).putInt(METADATA_AT, length);
      assertThatThrownBy(() -> readPublicKey(object))
          .isInstanceOf(WireException.Malformed.class)
          .hasMessageContaining(Integer.toUnsignedString(length));
    }
  }

  @Test
  void aResidueThatIsNoneIsRefused() throws IOException {
    byte[] object = SAMPLES.publicKey();
    long prime = SmallKeySets.tiny().prime(0);
    int bodyAt = METADATA_AT + 4 + 48;
    for (long word : new long[] {prime, -1, Long.MIN_VALUE}) {
      fields(object).putLong(bodyAt, word);
      byte[] forged = DamagedObjectsTest.withChecksum(object);
      assertThatThrownBy(() -> readPublicKey(forged))
          .isInstanceOf(WireException.Malformed.class)
          .hasMessageContaining(Long.toString(prime))
          .hasMessageContaining(Long.toUnsignedString(word));
    }
  }

  @Test
  void aStreamIsReadUpToTheEndOfItsObjectOnly() throws IOException {
    byte[] first = SAMPLES.parameters();
    byte[] both = Arrays.copyOf(first, 2 * first.length);
    System.arraycopy(first, 0, both, first.length, first.length);
    WireSource source = WireSource.stream("sample", new ByteArrayInputStream(both), Long.MAX_VALUE);
    assertThat(ParametersFormat.readInsecureForTesting(source)).isEqualTo(SmallKeySets.tiny());
    assertThat(ParametersFormat.readInsecureForTesting(source)).isEqualTo(SmallKeySets.tiny());
    assertThatThrownBy(() -> ParametersFormat.readInsecureForTesting(source))
        .isInstanceOf(WireException.Truncated.class);
  }

  @Test
  void filesOfAnotherLengthThanStatedAreRefusedByName() throws IOException {
    byte[] object = SAMPLES.parameters();
    Path file = directory.resolve("parameters.bin");
    Files.write(file, Arrays.copyOf(object, object.length + 1));
    assertThatThrownBy(() -> ParametersFormat.readInsecureForTesting(WireSource.file(file)))
        .isInstanceOf(WireException.Malformed.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(Integer.toString(object.length + 1));
    Files.write(file, Arrays.copyOf(object, object.length - 1));
    assertThatThrownBy(() -> ParametersFormat.readInsecureForTesting(WireSource.file(file)))
        .isInstanceOf(WireException.Truncated.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = directory.resolve("absent");
    assertThatThrownBy(() -> ParametersFormat.read(WireSource.file(file)))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("absent");
  }
}
