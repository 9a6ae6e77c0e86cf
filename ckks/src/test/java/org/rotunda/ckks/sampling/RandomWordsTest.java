package org.rotunda.ckks.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.testing.SeededRandom;

class RandomWordsTest {
  @Test
  void readsLittleEndianWordsInTheOrderOfTheSource() {
    try (RandomWords words =
        new RandomWords(
            bytes -> {
              for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
              }
            })) {
      assertThat(words.next()).isEqualTo(0x0706050403020100L);
      assertThat(words.next()).isEqualTo(0x0f0e0d0c0b0a0908L);
    }
  }

  @Test
  void wipesItsBufferWhenClosed() {
    List<byte[]> buffers = new ArrayList<>();
    try (RandomWords words =
        new RandomWords(
            bytes -> {
              Arrays.fill(bytes, (byte) 7);
              buffers.add(bytes);
            })) {
      words.next();
    }
    assertThat(buffers).hasSize(1);
    assertThat(buffers.getFirst()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 7, 8, 9, 100})
  void numbersBelowABoundAreUniform(long bound) {
    long[] counts = new long[(int) bound];
    try (RandomWords words = new RandomWords(new SeededRandom(bound))) {
      for (int i = 0; i < 300 * bound; i++) {
        counts[(int) words.below(bound)]++;
      }
    }
    if (bound > 1) {
      ChiSquare.assertUniform(counts);
    }
  }

  @Test
  void theLargestBoundIsServed() {
    try (RandomWords words = new RandomWords(new SeededRandom(3))) {
      for (int i = 0; i < 100; i++) {
        assertThat(words.below(Long.MAX_VALUE)).isBetween(0L, Long.MAX_VALUE - 1);
      }
    }
  }
}
