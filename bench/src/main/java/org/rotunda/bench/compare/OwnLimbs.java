package org.rotunda.bench.compare;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.bench.kernel.RandomLimbs;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.kernel.KernelProvider;

/** The kernels that Intel HEXL is compared in. */
final class OwnLimbs {
  private OwnLimbs() {}

  /**
   * Transforms and products of one limb modulo the largest prime of each size.
   *
   * @param bits the sizes
   */
  static List<Operation> operations(int degree, List<Integer> bits) {
    Kernels kernels = KernelProvider.select();
    List<Operation> operations = new ArrayList<>();
    for (int size : bits) {
      Modulus q = new Modulus(PrimeSearch.below(size, 1, degree, List.of()).getFirst());
      PrimeRing ring = new PrimeRing(degree, q);
      RandomLimbs random = new RandomLimbs(degree);
      long[] x = random.limb(q);
      long[] y = random.limb(q);
      long[] out = random.limb(q);
      operations.add(
          new Operation(
              "forward-ntt-" + size,
              "forward NTT, %d bits".formatted(size),
              () -> kernels.forwardNtt(x, ring)));
      operations.add(
          new Operation(
              "inverse-ntt-" + size,
              "inverse NTT, %d bits".formatted(size),
              () -> kernels.inverseNtt(x, ring)));
      operations.add(
          new Operation(
              "multiply-" + size,
              "product, %d bits".formatted(size),
              () -> kernels.multiply(x, y, out, q)));
    }
    return List.copyOf(operations);
  }
}
