package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class ResidentKeysTest {
  private final TestScheme scheme = new TestScheme(TestParameters.oneDigitOfOnePrime(), 2);
  private final KeyId id = new KeyId.Galois(5);
  private final EvaluationKey key = scheme.newKey(id, 2);
  private final EvaluationKeys keys = new ResidentKeys(List.of(key));

  @Test
  void lendsAKeyForItsLevelAndBelowAgainAndAgain() {
    for (int level = 0; level <= 2; level++) {
      try (KeyLease lease = keys.acquire(id, level);
          KeyLease second = keys.acquire(id, level)) {
        assertThat(lease.key()).isSameAs(key);
        assertThat(second.key()).isSameAs(key);
      }
    }
  }

  @Test
  void saysWhichKeyIsMissingOrTooLow() {
    assertThatThrownBy(() -> keys.acquire(new KeyId.Galois(25), 1))
        .isInstanceOfSatisfying(
            KeyUnavailableException.Missing.class,
            e -> assertThat(e.id()).isEqualTo(new KeyId.Galois(25)))
        .hasMessageContaining("galois 25")
        .hasMessageContaining("level 1");
    assertThatThrownBy(() -> keys.acquire(id, 3))
        .isInstanceOf(KeyUnavailableException.LevelTooLow.class)
        .hasMessageContaining("level 3")
        .hasMessageContaining("only level 2");
    assertThatThrownBy(() -> EvaluationKeys.none().acquire(id, 0))
        .isInstanceOf(KeyUnavailableException.Missing.class);
  }
}
