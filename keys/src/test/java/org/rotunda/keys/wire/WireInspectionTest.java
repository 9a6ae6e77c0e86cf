package org.rotunda.keys.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.rotunda.keys.testing.SmallKeySets;

class WireInspectionTest {
  private static final WireSamples SAMPLES = new WireSamples();

  @Test
  void everyKindIsDescribedWithoutParameters() throws IOException {
    for (WireSamples.Sample sample : SAMPLES.all().values()) {
      WireInspection inspection = WireInspection.of(WireSamples.source(sample.bytes()));
      assertThat(inspection.header().totalBytes()).isEqualTo(sample.bytes().length);
      assertThat(inspection.header().shortDigest()).isEqualTo(SmallKeySets.tiny().shortDigest());
      assertThat(inspection.details()).isNotEmpty();
    }
  }

  @Test
  void ciphertextsAreListedWithLevelScaleAndSlots() throws IOException {
    assertThat(WireInspection.of(WireSamples.source(SAMPLES.ciphertexts())).details())
        .containsExactly(
            "key set " + WireSamples.KEY_SET,
            "\"linear\" at level 1, scale 2^25.00, 8 slots, 2 components",
            "\"quadratic\" at level 1, scale 2^50.00, 8 slots, 3 components");
  }

  @Test
  void theCostOfASecretKeysPassphraseIsShown() throws IOException {
    assertThat(WireInspection.of(WireSamples.source(SAMPLES.secretKey())).details())
        .contains("under a passphrase, Argon2id (memory 8 KiB, passes 1, lanes 1)");
  }

  @Test
  void aDamagedBodyIsNoticed() throws IOException {
    byte[] object = SAMPLES.publicKey();
    object[object.length - 100] ^= 1;
    assertThatThrownBy(() -> WireInspection.of(WireSamples.source(object)))
        .isInstanceOf(WireException.Corrupt.class);
  }
}
