package org.rotunda.ckks.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of {@link Kernels} makes of bytes, against big integers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BytesContract {
  /** In the place of what may not be written. */
  private static final long UNTOUCHED = -2;

  private final Kernels kernels;

  /** The battery for one implementation. */
  protected BytesContract(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Both ends of every bit length, from 1 to 2^62: nearly all words are kept, and half of them. */
  static LongStream bounds() {
    return LongStream.concat(
        LongStream.of(1, 1L << 62),
        IntStream.rangeClosed(2, 61)
            .mapToLong(Long::valueOf)
            .flatMap(
                bits ->
                    LongStream.of(1L << (bits - 1), (1L << (bits - 1)) + 1, (1L << bits) - 1)
                        .distinct()));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void keepsTheWordsBelowABoundInTheirOrder(long bound) {
    for (int count : new int[] {0, 1, 2, 7, 8, 9, 15, 16, 17, 64, 100}) {
      for (int from : new int[] {0, 3, 8}) {
        byte[] words = new byte[from + count * Long.BYTES + 5];
        long[] masked = words(bound, count, from, words);
        int at = 2;
        // Exactly the room that is asked for, and an entry behind it.
        long[] out = new long[at + count + 1];
        Arrays.fill(out, UNTOUCHED);
        int next = kernels.keepBelow(words, from, from + count * Long.BYTES, bound, out, at);
        long[] expected = Arrays.stream(masked).filter(word -> word < bound).toArray();
        assertThat(Arrays.copyOfRange(out, at, next))
            .as("%d words from byte %d, bound %d", count, from, bound)
            .isEqualTo(expected);
        assertThat(new long[] {out[0], out[1], out[at + count]}).containsOnly(UNTOUCHED);
      }
    }
  }

  /** Words of which some are the bound or next to it once they are masked. */
  private static long[] words(long bound, int count, int from, byte[] target) {
    SplittableRandom random = new SplittableRandom(bound + count);
    long mask = -1L >>> Long.numberOfLeadingZeros(bound);
    ByteBuffer buffer = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    random.nextBytes(target);
    long[] masked = new long[count];
    for (int i = 0; i < count; i++) {
      long above = random.nextLong() & ~mask;
      long word =
          switch (random.nextInt(6)) {
            case 0 -> above | bound;
            case 1 -> above | bound - 1;
            case 2 -> above;
            case 3 -> above | mask;
            default -> random.nextLong();
          };
      buffer.putLong(from + i * Long.BYTES, word);
      masked[i] = word & mask;
    }
    return masked;
  }

  @Test
  void wordsThatAllPassOrAllFailAreKeptOrNot() {
    byte[] words = new byte[40 * Long.BYTES];
    long[] out = new long[40];
    assertThat(kernels.keepBelow(words, 0, words.length, 1, out, 0)).isEqualTo(40);
    Arrays.fill(words, (byte) -1);
    assertThat(kernels.keepBelow(words, 0, words.length, (1L << 50) - 27, out, 0)).isZero();
  }

  @Test
  void withoutRoomForAllWordsNothingBeyondTheArrayIsWritten() {
    assertThatThrownBy(() -> kernels.keepBelow(new byte[128], 0, 128, 1L << 40, new long[15], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  static IntStream bitLengths() {
    return IntStream.rangeClosed(2, Modulus.MAX_BITS);
  }

  /** With nothing behind the last word, with less than a vector and with more. */
  @ParameterizedTest
  @MethodSource("bitLengths")
  void unpacksNumbersOfEveryLength(int bits) {
    for (int count : new int[] {1, 2, 4, 7, 8, 16, 24, 32, 64, 256}) {
      for (int behind : new int[] {0, 4, 64, 200}) {
        for (int from : new int[] {0, 5}) {
          byte[] packed = new byte[from + (count * bits + 63) / 64 * Long.BYTES + behind];
          new SplittableRandom(bits).nextBytes(packed);
          if (count == 64) {
            Arrays.fill(packed, (byte) -1);
          }
          BigInteger number = littleEndian(packed, from);
          BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
          long[] expected =
              IntStream.range(0, count)
                  .mapToLong(i -> number.shiftRight(i * bits).and(mask).longValueExact())
                  .toArray();
          long[] out = new long[count];
          long largest = kernels.unpack(packed, from, bits, out);
          assertThat(out)
              .as("%d x %d bits from byte %d, %d bytes behind", count, bits, from, behind)
              .isEqualTo(expected);
          assertThat(largest).isEqualTo(Arrays.stream(expected).max().getAsLong());
        }
      }
    }
  }

  /** The largest number is seen wherever it is. */
  @Test
  void unpackingFindsTheLargestInEveryPlace() {
    int count = 40;
    int bits = 8;
    for (int place = 0; place < count; place++) {
      byte[] packed = new byte[count];
      packed[place] = (byte) 200;
      assertThat(kernels.unpack(packed, 0, bits, new long[count])).as("%d", place).isEqualTo(200);
    }
  }

  private static BigInteger littleEndian(byte[] bytes, int from) {
    byte[] reversed = new byte[bytes.length - from];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }
}
