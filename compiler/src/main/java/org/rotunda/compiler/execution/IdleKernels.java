package org.rotunda.compiler.execution;

import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/** Kernels that do nothing, for runs of which only the use of memory matters. */
final class IdleKernels implements Kernels {
  @Override
  public String name() {
    return "idle";
  }

  @Override
  public void forwardNtt(long[] x, Modulus from, long[] out, PrimeRing ring) {}

  @Override
  public void inverseNtt(long[] values, long factor, long[] out, PrimeRing ring) {}

  @Override
  public void add(long[] x, long[] y, long[] out, Modulus q) {}

  @Override
  public void subtract(long[] x, long[] y, long[] out, Modulus q) {}

  @Override
  public void negate(long[] x, long[] out, Modulus q) {}

  @Override
  public void multiply(long[] x, long[] y, long[] out, Modulus q) {}

  @Override
  public void multiplyAdd(long[] x, long[] y, long[] sum, Modulus q) {}

  @Override
  public void multiplyScalar(long[] x, long factor, long[] out, Modulus q) {}

  @Override
  public void addScalar(long[] x, long term, long[] out, Modulus q) {}

  @Override
  public void innerProduct(long[][] x, long[][] y, long[] out, Modulus q) {}

  @Override
  public void innerProducts(
      long[][] x, long[][] y0, long[][] y1, long[] out0, long[] out1, Modulus q) {}

  @Override
  public void permute(long[] x, int[] index, long[] out) {}

  @Override
  public void permuteAdd(long[] x, int[] index, long[] sum, Modulus q) {}

  @Override
  public void modDown(
      long[] x,
      long[] remainder,
      Modulus from,
      long inverse,
      long[] out,
      PrimeRing ring,
      long[] scratch) {}

  @Override
  public boolean round(double[] x, double scale, long[] out) {
    return true;
  }

  @Override
  public void reduceSigned(long[] x, long[] out, Modulus q) {}

  @Override
  public void convertBasis(
      long[][] y, ConversionTable table, long[][] out, int from, int to, long[] scratch) {}

  @Override
  public int keepBelow(byte[] words, int from, int to, long bound, long[] out, int at) {
    return at + (to - from) / Long.BYTES;
  }

  @Override
  public long unpack(byte[] packed, int from, int bits, long[] out) {
    return 0;
  }
}
