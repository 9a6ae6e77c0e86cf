package org.rotunda.keys.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Rounding;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.keys.testing.SmallKeySets;

class ParametersFormatTest {
  static Stream<Parameters> parameters() {
    return Stream.concat(
        TestParameters.table(),
        Stream.of(
            SmallKeySets.tiny(),
            Parameters.builder()
                .logDegree(5)
                .q(30, 1)
                .p(33, 2)
                .rounding(Rounding.OPENFHE)
                .insecureForTesting()
                .build()));
  }

  private static Parameters secure() {
    return Parameters.builder().logDegree(13).q(49, 1).q(40, 2).p(55, 1).logScale(40).build();
  }

  private static byte[] written(Parameters parameters) throws IOException {
    return WireSamples.bytes(target -> ParametersFormat.write(target, parameters));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void parametersComeBackEqual(Parameters parameters) throws IOException {
    WireSource source = WireSamples.source(written(parameters));
    assertThat(ParametersFormat.readInsecureForTesting(source)).isEqualTo(parameters);
  }

  @Test
  void secureParametersAreReadAsSecureWhateverTheyWereMadeWith() throws IOException {
    Parameters secure = secure();
    Parameters unchecked =
        new Parameters(
            secure.logDegree(),
            secure.q(),
            secure.p(),
            secure.digitSize(),
            secure.logScale(),
            secure.secret(),
            secure.rounding(),
            Security.INSECURE_FOR_TESTING);
    byte[] object = written(unchecked);
    assertThat(object).isEqualTo(written(secure));
    assertThat(ParametersFormat.read(WireSamples.source(object))).isEqualTo(secure);
    assertThat(ParametersFormat.readInsecureForTesting(WireSamples.source(object)))
        .isEqualTo(secure);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void insecureParametersAreRefusedWithoutPermission(Parameters parameters) throws IOException {
    byte[] object = written(parameters);
    assertThatThrownBy(() -> ParametersFormat.read(WireSamples.source(object)))
        .isInstanceOf(WireException.UnusableParameters.class)
        .hasMessageContaining("128-bit security");
  }

  @Test
  void inconsistentParametersAreRefusedEvenWithPermission() throws IOException {
    byte[] object = written(SmallKeySets.tiny());
    ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN).putInt(WireHeader.BYTES + 4, 40);
    byte[] forged = DamagedObjectsTest.withChecksum(object);
    assertThatThrownBy(() -> ParametersFormat.readInsecureForTesting(WireSamples.source(forged)))
        .isInstanceOf(WireException.UnusableParameters.class)
        .hasMessageContaining("log2 N");
  }

  @Test
  void aDigestThatIsNotTheContentsIsRefused() throws IOException {
    byte[] object = written(SmallKeySets.tiny());
    object[WireHeader.BYTES - 1] ^= 1;
    byte[] forged = DamagedObjectsTest.withChecksum(object);
    assertThatThrownBy(() -> ParametersFormat.readInsecureForTesting(WireSamples.source(forged)))
        .isInstanceOf(WireException.Malformed.class)
        .hasMessageContaining(SmallKeySets.tiny().shortDigest());
  }

  @Test
  void theBytesAreTheGoldenOnes() throws IOException {
    Parameters parameters =
        new Parameters(
            5,
            List.of(0x40000081L, 0x1fffb01L, 0x2000281L),
            List.of(0x200000081L, 0x200000441L),
            2,
            25,
            new SecretDistribution.UniformTernary(),
            Rounding.CENTERED,
            Security.INSECURE_FOR_TESTING);
    assertThat(HexFormat.of().formatHex(written(parameters)))
        .isEqualTo(
            "89526f74756e6461010001009c0000000000000098471ca319492db3f7ab3b52ace4f794"
                + "cf88490476ae3574debcfefbbab00ed44400000005000000030000008100004000000000"
                + "01fbff010000000081020002000000000200000081000000020000004104000002000000"
                + "020000001900000000000000010000002c25c0c2f374e157ae2e61255fb15e516a3d54ed"
                + "165d4fdf7d3e60d8a1895f23");
  }
}
