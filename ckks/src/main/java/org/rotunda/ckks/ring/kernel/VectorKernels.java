package org.rotunda.ckks.ring.kernel;

import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/**
 * Vector kernels: double precision with fused multiply-add for primes below 2^50, Shoup products in
 * 64-bit integers for larger ones. Limbs shorter than a few vectors go through the scalar loops,
 * and so does what vectors of this machine's lanes are slower at ({@link Lanes}).
 */
final class VectorKernels implements Kernels {
  private final ScalarKernels scalar = new ScalarKernels();

  @Override
  public String name() {
    return "vector (%d lanes of 64 bits)".formatted(Lanes.COUNT);
  }

  private static boolean fillsVectors(long[] limb) {
    return limb.length % Lanes.COUNT == 0;
  }

  private static boolean isNarrow(Modulus q) {
    return q.bits() <= DoubleResidues.MAX_BITS;
  }

  /** Whether vectors multiply modulo q faster than scalar loops do. */
  private static boolean multiplies(Modulus q) {
    return isNarrow(q) || Lanes.PRODUCTS;
  }

  @Override
  public void forwardNtt(long[] x, Modulus from, long[] out, PrimeRing ring) {
    if (out.length < DoubleTransform.MIN_DEGREE || !Lanes.MOVES) {
      scalar.forwardNtt(x, from, out, ring);
    } else if (isNarrow(ring.modulus())) {
      narrow(ring).forward(x, from, out);
    } else {
      wide(ring).forward(x, from, out);
    }
  }

  private static DoubleTransform narrow(PrimeRing ring) {
    return ring.tables(DoubleTransform.class, DoubleTransform::new);
  }

  private static ShoupTransform wide(PrimeRing ring) {
    return ring.tables(ShoupTransform.class, ShoupTransform::new);
  }

  @Override
  public void inverseNtt(long[] values, long factor, long[] out, PrimeRing ring) {
    if (out.length < DoubleTransform.MIN_DEGREE || !Lanes.MOVES) {
      scalar.inverseNtt(values, factor, out, ring);
    } else if (isNarrow(ring.modulus())) {
      narrow(ring).inverse(values, factor, out);
    } else {
      wide(ring).inverse(values, factor, out);
    }
  }

  @Override
  public void add(long[] x, long[] y, long[] out, Modulus q) {
    if (fillsVectors(out)) {
      ModularSums.add(x, y, out, q.value());
    } else {
      scalar.add(x, y, out, q);
    }
  }

  @Override
  public void subtract(long[] x, long[] y, long[] out, Modulus q) {
    if (fillsVectors(out)) {
      ModularSums.subtract(x, y, out, q.value());
    } else {
      scalar.subtract(x, y, out, q);
    }
  }

  @Override
  public void negate(long[] x, long[] out, Modulus q) {
    if (fillsVectors(out)) {
      ModularSums.negate(x, out, q.value());
    } else {
      scalar.negate(x, out, q);
    }
  }

  @Override
  public void addScalar(long[] x, long term, long[] out, Modulus q) {
    if (fillsVectors(out)) {
      ModularSums.addScalar(x, term, out, q.value());
    } else {
      scalar.addScalar(x, term, out, q);
    }
  }

  @Override
  public void multiply(long[] x, long[] y, long[] out, Modulus q) {
    if (!fillsVectors(out) || !multiplies(q)) {
      scalar.multiply(x, y, out, q);
    } else if (isNarrow(q)) {
      DoubleProducts.multiply(x, y, out, q.value());
    } else {
      WideProducts.multiply(x, y, out, q);
    }
  }

  @Override
  public void multiplyAdd(long[] x, long[] y, long[] sum, Modulus q) {
    if (!fillsVectors(sum) || !multiplies(q)) {
      scalar.multiplyAdd(x, y, sum, q);
    } else if (isNarrow(q)) {
      DoubleProducts.multiplyAdd(x, y, sum, q.value());
    } else {
      WideProducts.multiplyAdd(x, y, sum, q);
    }
  }

  @Override
  public void multiplyScalar(long[] x, long factor, long[] out, Modulus q) {
    if (!fillsVectors(out) || !multiplies(q)) {
      scalar.multiplyScalar(x, factor, out, q);
    } else if (isNarrow(q)) {
      DoubleProducts.multiplyScalar(x, (double) q.centered(factor), out, q.value());
    } else {
      WideProducts.multiplyScalar(x, factor, out, q);
    }
  }

  @Override
  public void innerProduct(long[][] x, long[][] y, long[] out, Modulus q) {
    if (!fillsVectors(out)) {
      scalar.innerProduct(x, y, out, q);
    } else if (isNarrow(q)) {
      DoubleInnerProducts.single(x, y, out, q.value());
    } else {
      WideSums.innerProduct(x, y, out, q);
    }
  }

  @Override
  public void innerProducts(
      long[][] x, long[][] y0, long[][] y1, long[] out0, long[] out1, Modulus q) {
    if (!fillsVectors(out0)) {
      scalar.innerProducts(x, y0, y1, out0, out1, q);
    } else if (isNarrow(q)) {
      DoubleInnerProducts.pair(x, y0, y1, out0, out1, q.value());
    } else {
      WideSums.innerProducts(x, y0, y1, out0, out1, q);
    }
  }

  @Override
  public void permute(long[] x, int[] index, long[] out) {
    if (fillsVectors(out) && Lanes.MOVES) {
      Permutations.permute(x, index, out);
    } else {
      scalar.permute(x, index, out);
    }
  }

  @Override
  public void permuteAdd(long[] x, int[] index, long[] sum, Modulus q) {
    if (fillsVectors(sum) && Lanes.MOVES) {
      Permutations.permuteAdd(x, index, sum, q.value());
    } else {
      scalar.permuteAdd(x, index, sum, q);
    }
  }

  @Override
  public void modDown(
      long[] x,
      long[] remainder,
      Modulus from,
      long inverse,
      long[] out,
      PrimeRing ring,
      long[] scratch) {
    if (out.length < DoubleTransform.MIN_DEGREE || !Lanes.MOVES) {
      scalar.modDown(x, remainder, from, inverse, out, ring, scratch);
    } else if (isNarrow(ring.modulus())) {
      narrow(ring).modDown(x, remainder, from, inverse, out, scratch);
    } else {
      wide(ring).modDown(x, remainder, from, inverse, out, scratch);
    }
  }

  @Override
  public boolean round(double[] x, double scale, long[] out) {
    return (fillsVectors(out) && Lanes.MOVES && ScaledRounding.round(x, scale, out))
        || scalar.round(x, scale, out);
  }

  @Override
  public void reduceSigned(long[] x, long[] out, Modulus q) {
    if (fillsVectors(out) && Lanes.PRODUCTS) {
      WideProducts.reduceShifted(x, Long.MAX_VALUE, q.negate(q.twoTo64()), out, q);
    } else {
      scalar.reduceSigned(x, out, q);
    }
  }

  @Override
  public void convertBasis(
      long[][] y, ConversionTable table, long[][] out, int from, int to, long[] scratch) {
    ConversionColumns columns = table.tables(ConversionColumns.class, ConversionColumns::new);
    int block = columns.block(to - from);
    if (block == 0 || !Lanes.MOVES) {
      scalar.convertBasis(y, table, out, from, to, scratch);
      return;
    }
    for (int start = from; start < to; start += block) {
      convertBlock(y, table, columns, out, start, Math.min(block, to - start), scratch, from);
    }
  }

  @Override
  public int keepBelow(byte[] words, int from, int to, long bound, long[] out, int at) {
    if (!Lanes.COMPRESSION) {
      return scalar.keepBelow(words, from, to, bound, out, at);
    }
    int whole = from + Lanes.BYTES.loopBound(to - from);
    int next = Rejection.keepBelow(words, from, whole, bound, out, at);
    return scalar.keepBelow(words, whole, to, bound, out, next);
  }

  @Override
  public long unpack(byte[] packed, int from, int bits, long[] out) {
    if (Lanes.COUNT != Unpacking.LANES) {
      return scalar.unpack(packed, from, bits, out);
    }
    int whole = Unpacking.whole(packed, from, bits, out.length);
    long largest = Unpacking.unpack(packed, from, bits, out, whole);
    return Math.max(largest, ScalarKernels.unpack(packed, from, bits, out, whole));
  }

  private static void convertBlock(
      long[][] y,
      ConversionTable table,
      ConversionColumns columns,
      long[][] out,
      int start,
      int block,
      long[] scratch,
      int base) {
    ConversionPacking.pack(y, table, columns, start, block, scratch, base);
    for (int row : columns.narrow()) {
      long modulus = table.targets().get(row).value();
      DoubleConversion.row(columns.weights(row), out[row], start, block, scratch, base, modulus);
    }
    int quotient = base + columns.count() * block;
    for (int row : columns.wide()) {
      WideSums.combination(y, table, row, out[row], start, block, scratch, quotient);
    }
  }
}
