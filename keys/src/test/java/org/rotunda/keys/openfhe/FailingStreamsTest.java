package org.rotunda.keys.openfhe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;

/** A stream that fails at any of its writes fails the writing of an object with that very error. */
class FailingStreamsTest {
  /** Counts writes, and fails from one of them on. */
  private static final class Failing extends OutputStream {
    private final long first;
    private long writes;

    Failing(long first) {
      this.first = first;
    }

    private void write() throws IOException {
      if (writes >= first) {
        throw new IOException("No space left, says the test, at " + first);
      }
      writes++;
    }

    @Override
    public void write(int value) throws IOException {
      write();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      write();
    }

    @Override
    public void flush() throws IOException {
      write();
    }
  }

  /** Something that writes. */
  @FunctionalInterface
  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static void expectTheErrorOfEveryWrite(Writing writing) throws IOException {
    Failing counting = new Failing(Long.MAX_VALUE);
    writing.to(counting);
    assertThat(counting.writes).isGreaterThan(1);
    for (long first = 0; first < counting.writes; first++) {
      Failing failing = new Failing(first);
      assertThatThrownBy(() -> writing.to(failing))
          .as("write %d of %d", first, counting.writes)
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("No space left, says the test, at " + first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofACiphertext(ArchiveForm form) throws IOException {
    OpenFheCiphertext ciphertext =
        OpenFheFormat.CIPHERTEXT.read(
            "ct_x",
            new ByteArrayInputStream(OpenFheFixtures.bytes("n11", "ct_x.bin")),
            ArchiveForm.BINARY);

    expectTheErrorOfEveryWrite(out -> OpenFheFormat.CIPHERTEXT.write(ciphertext, out, form));
  }

  @ParameterizedTest
  @EnumSource
  void ofAMapOfKeys(ArchiveForm form) throws IOException {
    Map<String, List<KeySet.Indexed>> keys = new LinkedHashMap<>();
    OpenFheKeyMap.AUTOMORPHISM.read(
        "eak",
        new ByteArrayInputStream(OpenFheFixtures.bytes("tiny", "eak.bin")),
        ArchiveForm.BINARY,
        (tag, index, key) ->
            keys.computeIfAbsent(tag, _ -> new ArrayList<>()).add(new KeySet.Indexed(index, key)));
    List<KeySet> sets =
        keys.entrySet().stream()
            .map(entry -> new KeySet(entry.getKey(), entry.getValue()))
            .toList();

    expectTheErrorOfEveryWrite(out -> OpenFheKeyMap.AUTOMORPHISM.write(sets, out, form));
  }
}
