package org.rotunda.compiler.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "17, 17",
    "17B, 17",
    "512KiB, 524288",
    "32MiB, 33554432",
    "32 MiB, 33554432",
    "1GiB, 1073741824",
    "2TiB, 2199023255552"
  })
  void unitsAreBinary(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "-1", "1.5GiB", "32MB", "32mib", "9000000000TiB", "1 KiB "})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1048575, 1024.0 KiB",
    "1048576, 1.0 MiB",
    "9223372036854775807, 8388608.0 TiB"
  })
  void textHasOneDecimal(long bytes, String text) {
    assertThat(new ByteSize(bytes)).hasToString(text);
  }
}
