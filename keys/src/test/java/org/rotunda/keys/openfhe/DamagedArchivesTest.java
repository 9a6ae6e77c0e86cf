package org.rotunda.keys.openfhe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.keys.openfhe.archive.ArchiveException;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;
import org.rotunda.keys.testing.Rewriting;

/**
 * A damaged archive is another object or a typed error, and takes no more memory than a whole one.
 */
class DamagedArchivesTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** For the buffers of a reader and a writer. */
  private static final long SPARE_BYTES = 4 << 20;

  private static final int BYTES_A_BYTE = 64;

  /** So that loading classes is not counted. */
  @BeforeAll
  static void readWholeArchives() throws IOException {
    for (String name : OpenFheFixtures.names("tiny", ".bin")) {
      Rewriting.rewrite(
          name, OpenFheFixtures.bytes("tiny", name), ArchiveForm.BINARY, ArchiveForm.JSON);
    }
    for (String name : OpenFheFixtures.names("tiny", ".json")) {
      Rewriting.rewrite(
          name, OpenFheFixtures.bytes("tiny", name), ArchiveForm.JSON, ArchiveForm.JSON);
    }
  }

  static Stream<String> binaryNames() {
    return OpenFheFixtures.names("tiny", ".bin").stream();
  }

  static Stream<String> jsonNames() {
    return OpenFheFixtures.names("tiny", ".json").stream();
  }

  static Stream<String> largeNames() {
    return OpenFheFixtures.names("n11", ".bin").stream();
  }

  private static void expectObjectOrTypedError(
      String name, byte[] damaged, ArchiveForm form, String what) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Rewriting.rewrite(name, damaged, form, form);
    } catch (ArchiveException e) {
      assertThat(e).as(what).hasMessageStartingWith("test, " + e.position() + ": ");
    } catch (IOException e) {
      throw new AssertionError(what, e);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as(what)
        .isLessThan(SPARE_BYTES + (long) BYTES_A_BYTE * damaged.length);
  }

  private static void everyByte(String name, ArchiveForm form, int... masks) {
    byte[] bytes = OpenFheFixtures.bytes("tiny", name);
    for (int mask : masks) {
      for (int i = 0; i < bytes.length; i++) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= (byte) mask;
        expectObjectOrTypedError(
            name, damaged, form, "%s, byte %d with mask %x".formatted(name, i, mask));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("binaryNames")
  void everyFlippedByteOfABinaryArchiveGivesAnObjectOrATypedError(String name) {
    everyByte(name, ArchiveForm.BINARY, 0x01, 0x80, 0xff);
  }

  @ParameterizedTest
  @MethodSource("jsonNames")
  @Tag("soak")
  void everyFlippedByteOfAJsonArchiveGivesAnObjectOrATypedError(String name) {
    everyByte(name, ArchiveForm.JSON, 0x01, 0x04, 0x80);
  }

  @ParameterizedTest
  @MethodSource("jsonNames")
  void someFlippedBytesOfAJsonArchiveGiveAnObjectOrATypedError(String name) {
    byte[] bytes = OpenFheFixtures.bytes("tiny", name);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = bytes.clone();
      int at = random.nextInt(bytes.length);
      damaged[at] ^= (byte) random.nextInt(1, 256);
      expectObjectOrTypedError(
          name, damaged, ArchiveForm.JSON, "%s, byte %d, draw %d".formatted(name, at, i));
    }
  }

  @ParameterizedTest
  @MethodSource("largeNames")
  void someFlippedBytesOfALargeArchiveGiveAnObjectOrATypedError(String name) {
    byte[] bytes = OpenFheFixtures.bytes("n11", name);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 30; i++) {
      byte[] damaged = bytes.clone();
      int at = random.nextInt(i % 2 == 0 ? 2000 : bytes.length) % bytes.length;
      damaged[at] ^= (byte) random.nextInt(1, 256);
      expectObjectOrTypedError(
          name, damaged, ArchiveForm.BINARY, "%s, byte %d, draw %d".formatted(name, at, i));
    }
  }

  @ParameterizedTest
  @MethodSource("binaryNames")
  void everyTruncationIsATypedError(String name) {
    byte[] bytes = OpenFheFixtures.bytes("tiny", name);
    for (int length = 0; length < bytes.length; length++) {
      byte[] damaged = Arrays.copyOf(bytes, length);
      assertThatThrownBy(
              () -> Rewriting.rewrite(name, damaged, ArchiveForm.BINARY, ArchiveForm.BINARY))
          .as("%s cut to %d bytes", name, length)
          .isInstanceOf(ArchiveException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("binaryNames")
  void bytesThatFollowAreATypedError(String name) {
    byte[] bytes = OpenFheFixtures.bytes("tiny", name);

    assertThatThrownBy(
            () ->
                Rewriting.rewrite(
                    name,
                    Arrays.copyOf(bytes, bytes.length + 1),
                    ArchiveForm.BINARY,
                    ArchiveForm.BINARY))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("bytes follow");
  }

  /** Encodings that a parser of JSON may guess from the first bytes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0{",
        "{\0\0\0",
        "\0{\0\0",
        "\0\0{\0",
        "{\0\"\0",
        "\u00fe\u00ff\0\0",
        "\u00ff\u00fe\0\0",
        "\0\0\u00fe\u00ff",
        "\0\0\u00ff\u00fe",
        "\u00ef\u00bb\u00bf{"
      })
  void otherEncodingsOfJsonAreTypedErrors(String beginning) {
    byte[] bytes = (beginning + "\t\t\t\t\t").getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(
            () -> Rewriting.rewrite("cc.json", bytes, ArchiveForm.JSON, ArchiveForm.JSON))
        .isInstanceOf(ArchiveException.class);
  }
}
