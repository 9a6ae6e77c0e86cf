package org.rotunda.keys.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.ring.LimbAllocator;

class PlaintextFormatTest {
  private static final WireSamples SAMPLES = new WireSamples();

  private static byte[] written(List<Labelled<Plaintext>> plaintexts) throws IOException {
    return WireSamples.bytes(
        target -> PlaintextFormat.write(target, SAMPLES.scheme().parameters(), plaintexts));
  }

  private static List<Labelled<Plaintext>> read(byte[] object) throws IOException {
    return PlaintextFormat.read(
        WireSamples.source(object), SAMPLES.scheme().context(), LimbAllocator.heap());
  }

  @Test
  void plaintextsComeBackInOrder() throws IOException {
    List<Labelled<Plaintext>> plaintexts =
        List.of(SAMPLES.newPlaintext("é", 2), SAMPLES.newPlaintext("", 0));
    List<Labelled<Plaintext>> read = read(written(plaintexts));
    assertThat(read).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Plaintext expected = plaintexts.get(i).value();
      Plaintext found = read.get(i).value();
      assertThat(read.get(i).label()).isEqualTo(plaintexts.get(i).label());
      assertThat(found.scale()).isEqualTo(expected.scale());
      assertThat(found.slots()).isEqualTo(expected.slots());
      assertThat(found.poly().limbs().all()).isDeepEqualTo(expected.poly().limbs().all());
    }
  }

  @Test
  void anEmptyListComesBack() throws IOException {
    assertThat(read(written(List.of()))).isEmpty();
  }

  @Test
  void longOrUnprintableLabelsAreNotWritten() {
    for (String label : List.of("é".repeat(128), "a\nb")) {
      assertThatThrownBy(() -> written(List.of(SAMPLES.newPlaintext(label, 0))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("255 bytes");
    }
  }

  @Test
  void tooManyForOneObjectAreNotWritten() {
    List<Labelled<Plaintext>> many = Collections.nCopies(70_000, SAMPLES.newPlaintext("", 0));
    assertThatThrownBy(() -> written(many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("split");
  }
}
