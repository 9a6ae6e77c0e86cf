package org.rotunda.keys.openfhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.params.Security;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;

class OpenFheContextsTest {
  private static final Map<String, OpenFheSettings> SETTINGS =
      Map.of(
          "tiny", settings(4, 2, 50, 2, ScalingTechnique.FIXEDMANUAL),
          "tinyflex", settings(4, 3, 50, 2, ScalingTechnique.FLEXIBLEAUTO),
          "tinyext", settings(4, 3, 50, 2, ScalingTechnique.FLEXIBLEAUTOEXT),
          "tinysparse", settings(4, 2, 45, 2, ScalingTechnique.FIXEDAUTO),
          "n11", settings(11, 3, 40, 2, ScalingTechnique.FIXEDMANUAL),
          "n11flex", settings(11, 4, 50, 3, ScalingTechnique.FLEXIBLEAUTO));

  private static OpenFheSettings settings(
      int logDegree, int depth, int scaleBits, int digits, ScalingTechnique technique) {
    return new OpenFheSettings(
        logDegree, depth, scaleBits, 60, digits, technique, SecretDistributionCode.UNIFORM_TERNARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tinyflex", "tinyext", "tinysparse", "n11", "n11flex"})
  void contextsEqualOpenFhesByteForByte(String folder) throws Exception {
    byte[] expected = OpenFheFixtures.bytes(folder, "cc.bin");
    OpenFheSettings settings = SETTINGS.get(folder);
    OpenFheContext context =
        OpenFheContexts.of(
            settings,
            folder.equals("tinysparse") ? 4 : settings.degree() / 2,
            Security.INSECURE_FOR_TESTING);

    assertThat(context)
        .isEqualTo(
            OpenFheFormat.CONTEXT.read(
                folder, new ByteArrayInputStream(expected), ArchiveForm.BINARY));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenFheFormat.CONTEXT.write(context, out, ArchiveForm.BINARY);
    assertThat(out.toByteArray()).isEqualTo(expected);
  }
}
