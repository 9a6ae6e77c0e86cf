package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChebyshevProductTest {

  @Test
  void depthIsCeilingOfLog() {
    assertThat(List.of(0, 1, 2, 3, 4, 5, 8, 9, 64, 65).stream().map(ChebyshevProduct::depth))
        .containsExactly(0, 0, 1, 2, 2, 3, 3, 4, 6, 7);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void makesWhatIsWantedAtLeastDepth(long seed) {
    Random random = new Random(seed);
    Set<Integer> wanted = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      wanted.add(random.nextInt(200));
    }
    Map<Integer, Integer> depths = new HashMap<>(Map.of(0, 0, 1, 0));
    for (ChebyshevProduct product : ChebyshevProduct.making(wanted)) {
      assertThat(depths).as("seed %d", seed).containsKey(product.difference());
      int depth = 1 + Math.max(depths.get(product.left()), depths.get(product.right()));
      assertThat(depths.get(product.difference())).isLessThanOrEqualTo(depth);
      depths.put(product.index(), depth);
    }
    assertThat(depths.keySet()).as("seed %d", seed).containsAll(wanted);
    depths.forEach(
        (index, depth) ->
            assertThat(depth).as("T_%d", index).isEqualTo(ChebyshevProduct.depth(index)));
  }

  @Test
  void oddPolynomialsNeedOnlyPowersOfTwoBesides() {
    assertThat(ChebyshevProduct.making(List.of(3, 5, 7, 8)).stream().map(ChebyshevProduct::index))
        .containsExactly(2, 3, 4, 5, 7, 8);
  }

  @Test
  void mismatchedIndexesAreRefused() {
    assertThatThrownBy(() -> new ChebyshevProduct(5, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5, 2, 2");
    assertThatThrownBy(() -> new ChebyshevProduct(5, 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
