package org.rotunda.ckks.ring.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.FixedPointQuotient;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/**
 * Plain Java loops for moduli up to 61 bits: the reference that every other implementation agrees
 * with bit for bit.
 *
 * <p>The transforms are Harvey's ("Faster arithmetic for number-theoretic transforms", 2014).
 * Forward, values stay in [0, 4q): x is brought below 2q, the product y w lies in [0, 2q) for any
 * 64-bit y, so x + yw and x - yw + 2q stay below 4q < 2^63. Inverse, values stay in [0, 2q): x + y
 * < 4q is brought below 2q, and (y - x + 2q) w lies in [0, 2q) again; w is the negated inverse
 * factor ({@link PrimeRing}).
 */
public final class ScalarKernels implements Kernels {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void forwardNtt(long[] x, Modulus from, long[] a, PrimeRing ring) {
    liftCentered(x, from, a, ring.modulus());
    int degree = a.length;
    long q = ring.modulus().value();
    long[] roots = ring.roots();
    long[] companions = ring.rootsShoup();
    for (int groups = 1, half = degree >> 1; groups < degree; groups <<= 1, half >>= 1) {
      for (int group = 0; group < groups; group++) {
        int start = 2 * group * half;
        forwardButterflies(a, start, half, roots[groups + group], companions[groups + group], q);
      }
    }
    for (int i = 0; i < degree; i++) {
      long value = a[i] >= 2 * q ? a[i] - 2 * q : a[i];
      a[i] = value >= q ? value - q : value;
    }
  }

  /** out = the representative of x in (-from/2, from/2), reduced modulo {@code to}. */
  private static void liftCentered(long[] x, Modulus from, long[] out, Modulus to) {
    if (from.equals(to)) {
      System.arraycopy(x, 0, out, 0, out.length);
      return;
    }
    long half = from.value() >>> 1;
    long shift = to.reduceSigned(-from.value());
    for (int i = 0; i < out.length; i++) {
      long residue = to.reduceWord(x[i]);
      out[i] = x[i] > half ? to.add(residue, shift) : residue;
    }
  }

  private static void forwardButterflies(
      long[] a, int start, int half, long w, long wShoup, long q) {
    long twice = 2 * q;
    for (int i = start, j = start + half; i < start + half; i++, j++) {
      long x = a[i];
      long y = a[j];
      x = x >= twice ? x - twice : x;
      long product = y * w - Math.unsignedMultiplyHigh(y, wShoup) * q;
      a[i] = x + product;
      a[j] = x - product + twice;
    }
  }

  @Override
  public void inverseNtt(long[] values, long factor, long[] a, PrimeRing ring) {
    int degree = a.length;
    System.arraycopy(values, 0, a, 0, degree);
    Modulus modulus = ring.modulus();
    long q = modulus.value();
    long[] roots = ring.roots();
    long[] companions = ring.rootsShoup();
    for (int groups = degree >> 1, half = 1; groups >= 1; groups >>= 1, half <<= 1) {
      for (int group = 0; group < groups; group++) {
        int start = 2 * group * half;
        int root = 2 * groups - 1 - group;
        inverseButterflies(a, start, half, roots[root], companions[root], q);
      }
    }
    long scale = modulus.multiply(ring.inverseDegree(), factor);
    long companion = modulus.shoup(scale);
    for (int i = 0; i < degree; i++) {
      a[i] = modulus.multiplyShoup(a[i], scale, companion);
    }
  }

  private static void inverseButterflies(
      long[] a, int start, int half, long w, long wShoup, long q) {
    long twice = 2 * q;
    for (int i = start, j = start + half; i < start + half; i++, j++) {
      long x = a[i];
      long y = a[j];
      long sum = x + y;
      long difference = y - x + twice;
      a[i] = sum >= twice ? sum - twice : sum;
      a[j] = difference * w - Math.unsignedMultiplyHigh(difference, wShoup) * q;
    }
  }

  @Override
  public void add(long[] x, long[] y, long[] out, Modulus q) {
    for (int i = 0; i < out.length; i++) {
      out[i] = q.add(x[i], y[i]);
    }
  }

  @Override
  public void subtract(long[] x, long[] y, long[] out, Modulus q) {
    for (int i = 0; i < out.length; i++) {
      out[i] = q.subtract(x[i], y[i]);
    }
  }

  @Override
  public void negate(long[] x, long[] out, Modulus q) {
    for (int i = 0; i < out.length; i++) {
      out[i] = q.negate(x[i]);
    }
  }

  @Override
  public void multiply(long[] x, long[] y, long[] out, Modulus q) {
    for (int i = 0; i < out.length; i++) {
      out[i] = q.multiply(x[i], y[i]);
    }
  }

  @Override
  public void multiplyAdd(long[] x, long[] y, long[] sum, Modulus q) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = q.add(sum[i], q.multiply(x[i], y[i]));
    }
  }

  @Override
  public void multiplyScalar(long[] x, long factor, long[] out, Modulus q) {
    long companion = q.shoup(factor);
    for (int i = 0; i < out.length; i++) {
      out[i] = q.multiplyShoup(x[i], factor, companion);
    }
  }

  @Override
  public void addScalar(long[] x, long term, long[] out, Modulus q) {
    for (int i = 0; i < out.length; i++) {
      out[i] = q.add(x[i], term);
    }
  }

  @Override
  public void innerProduct(long[][] x, long[][] y, long[] out, Modulus q) {
    for (int i = 0; i < out.length; i++) {
      long high = 0;
      long low = 0;
      for (int k = 0; k < x.length; k++) {
        long term = x[k][i] * y[k][i];
        low += term;
        high += Math.unsignedMultiplyHigh(x[k][i], y[k][i]);
        high += Long.compareUnsigned(low, term) < 0 ? 1 : 0;
      }
      out[i] = q.reduceWide(high, low);
    }
  }

  @Override
  public void innerProducts(
      long[][] x, long[][] y0, long[][] y1, long[] out0, long[] out1, Modulus q) {
    innerProduct(x, y0, out0, q);
    innerProduct(x, y1, out1, q);
  }

  @Override
  public void permute(long[] x, int[] index, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[index[i]];
    }
  }

  @Override
  public void permuteAdd(long[] x, int[] index, long[] sum, Modulus q) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = q.add(sum[i], x[index[i]]);
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
    forwardNtt(remainder, from, scratch, ring);
    Modulus q = ring.modulus();
    long companion = q.shoup(inverse);
    for (int i = 0; i < out.length; i++) {
      out[i] = q.multiplyShoup(q.subtract(x[i], scratch[i]), inverse, companion);
    }
  }

  @Override
  public boolean round(double[] x, double scale, long[] out) {
    for (int i = 0; i < out.length; i++) {
      double integer = Math.rint(x[i] * scale);
      if (!(Math.abs(integer) < 0x1p63)) {
        return false;
      }
      out[i] = (long) integer;
    }
    return true;
  }

  @Override
  public void reduceSigned(long[] x, long[] out, Modulus q) {
    long wrapped = q.negate(q.twoTo64());
    for (int i = 0; i < out.length; i++) {
      long residue = q.reduceWord(x[i]);
      out[i] = x[i] < 0 ? q.add(residue, wrapped) : residue;
    }
  }

  @Override
  public void convertBasis(
      long[][] y, ConversionTable table, long[][] out, int from, int to, long[] scratch) {
    int terms = table.sources().size();
    for (int i = from; i < to; i++) {
      long sum = 0;
      for (int k = 0; k < terms; k++) {
        sum += table.quotient(k).of(y[k][i]);
      }
      scratch[i] =
          switch (table.rounding()) {
            case CENTERED -> FixedPointQuotient.round(sum);
            case OPENFHE -> 0;
          };
    }
    long[][] inputs = Arrays.copyOf(y, terms + 1);
    inputs[terms] = scratch;
    for (int t = 0; t < out.length; t++) {
      linearCombination(inputs, table.row(t), out[t], from, to, table.targets().get(t));
    }
  }

  private static void linearCombination(
      long[][] y, long[] weights, long[] out, int from, int to, Modulus modulus) {
    for (int i = from; i < to; i++) {
      long high = 0;
      long low = 0;
      for (int k = 0; k < y.length; k++) {
        long term = y[k][i] * weights[k];
        low += term;
        high += Math.unsignedMultiplyHigh(y[k][i], weights[k]);
        high += Long.compareUnsigned(low, term) < 0 ? 1 : 0;
      }
      out[i] = modulus.reduceWide(high, low);
    }
  }

  @Override
  public int keepBelow(byte[] words, int from, int to, long bound, long[] out, int at) {
    long mask = -1L >>> Long.numberOfLeadingZeros(bound);
    int next = at;
    for (int i = from; i < to; i += Long.BYTES) {
      long word = (long) WORDS.get(words, i) & mask;
      out[next] = word;
      // One more exactly when word < bound, without a branch on a random bit.
      next += (int) ((word - bound) >>> (Long.SIZE - 1));
    }
    return next;
  }

  @Override
  public long unpack(byte[] packed, int from, int bits, long[] out) {
    return unpack(packed, from, bits, out, 0);
  }

  /** The same from the number with a given index on. */
  static long unpack(byte[] packed, int from, int bits, long[] out, int first) {
    long mask = (1L << bits) - 1;
    long skipped = (long) first * bits;
    int at = from + (int) (skipped / Long.SIZE) * Long.BYTES;
    int used = (int) (skipped % Long.SIZE);
    long word = 0;
    int left = 0;
    if (used > 0) {
      word = (long) WORDS.get(packed, at) >>> used;
      left = Long.SIZE - used;
      at += Long.BYTES;
    }
    long largest = 0;
    for (int i = first; i < out.length; i++) {
      long number;
      if (left >= bits) {
        number = word & mask;
        word >>>= bits;
        left -= bits;
      } else {
        long next = (long) WORDS.get(packed, at);
        at += Long.BYTES;
        number = (word | next << left) & mask;
        word = next >>> (bits - left);
        left += Long.SIZE - bits;
      }
      out[i] = number;
      largest = Math.max(largest, number);
    }
    return largest;
  }
}
