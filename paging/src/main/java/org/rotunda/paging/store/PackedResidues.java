package org.rotunda.paging.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Residues packed to the bit length of their prime: residue i takes bits i*b .. (i+1)*b-1 of a
 * sequence of little-endian 64-bit words; the last word is filled up with zeros. {@link
 * org.rotunda.ckks.ring.Kernels#unpack} is the way back.
 */
final class PackedResidues {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PackedResidues() {}

  /** The bytes that {@code count} residues of {@code bits} bits take. */
  static int bytes(int count, int bits) {
    return (int) (((long) count * bits + Long.SIZE - 1) / Long.SIZE) * Long.BYTES;
  }

  /**
   * Packs a whole limb.
   *
   * @param limb residues below 2^bits
   * @param bits 2 to 61
   * @param target receives {@link #bytes} bytes from its start
   */
  static void pack(long[] limb, int bits, byte[] target) {
    long word = 0;
    int filled = 0;
    int at = 0;
    for (long residue : limb) {
      word |= residue << filled;
      filled += bits;
      if (filled >= Long.SIZE) {
        WORDS.set(target, at, word);
        at += Long.BYTES;
        filled -= Long.SIZE;
        // The part of the residue that did not fit; all of it was taken if nothing is left over.
        word = filled == 0 ? 0 : residue >>> (bits - filled);
      }
    }
    if (filled > 0) {
      WORDS.set(target, at, word);
    }
  }
}
