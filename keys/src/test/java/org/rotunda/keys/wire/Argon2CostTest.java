package org.rotunda.keys.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2CostTest {
  @Test
  void theStandardCostIsSixtyFourMebibytesAndThreePasses() {
    assertThat(Argon2Cost.standard()).isEqualTo(new Argon2Cost(65536, 3, 1));
  }

  @ParameterizedTest
  @CsvSource({"7,1,1", "15,1,2", "1048577,1,1", "8,0,1", "8,17,1", "8,1,0", "1024,1,17", "-1,1,1"})
  void costsOutOfRangeAreRefused(int memoryKib, int passes, int lanes) {
    assertThatThrownBy(() -> new Argon2Cost(memoryKib, passes, lanes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(memoryKib + " KiB");
  }
}
