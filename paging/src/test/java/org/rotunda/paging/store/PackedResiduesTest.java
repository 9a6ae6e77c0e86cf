package org.rotunda.paging.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.kernel.KernelProvider;

class PackedResiduesTest {
  private final Kernels kernels = KernelProvider.select();

  static IntStream bitLengths() {
    return IntStream.rangeClosed(2, 61);
  }

  @ParameterizedTest
  @MethodSource("bitLengths")
  void packedResiduesAreABigLittleEndianNumber(int bits) {
    for (int count : new int[] {8, 16, 32, 64, 256}) {
      SplittableRandom random = new SplittableRandom(bits);
      long[] limb = random.longs(count, 0, 1L << bits).toArray();
      limb[count - 1] = (1L << bits) - 1;
      byte[] packed = new byte[PackedResidues.bytes(count, bits)];
      PackedResidues.pack(limb, bits, packed);

      BigInteger expected = BigInteger.ZERO;
      for (int i = 0; i < count; i++) {
        expected = expected.or(BigInteger.valueOf(limb[i]).shiftLeft(i * bits));
      }
      assertThat(new BigInteger(1, reversed(packed)))
          .as("%d x %d bits", count, bits)
          .isEqualTo(expected);
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @ParameterizedTest
  @MethodSource("bitLengths")
  void unpackingGivesBackResiduesAndTheLargest(int bits) {
    int offset = 3;
    for (int count : new int[] {8, 16, 32, 64, 256}) {
      SplittableRandom random = new SplittableRandom(bits);
      long[] limb = random.longs(count, 0, 1L << bits).toArray();
      byte[] packed = new byte[PackedResidues.bytes(count, bits)];
      PackedResidues.pack(limb, bits, packed);
      byte[] elsewhere = new byte[packed.length + 2 * offset];
      Arrays.fill(elsewhere, (byte) -1);
      System.arraycopy(packed, 0, elsewhere, offset, packed.length);

      long[] unpacked = new long[count];
      long largest = kernels.unpack(elsewhere, offset, bits, unpacked);
      assertThat(unpacked).as("%d x %d bits", count, bits).isEqualTo(limb);
      assertThat(largest).isEqualTo(Arrays.stream(limb).max().getAsLong());
    }
  }
}
