package org.rotunda.ckks.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.ckks.testing.Allocation;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class RoundedEncodingTest {
  @Test
  void limbsOfThinEncodingsTakeNoArrays() {
    TestScheme scheme = new TestScheme(TestParameters.sparseSecret(), 4);
    RnsBasis basis = scheme.context().ring().basisQp(0);
    Kernels kernels = new ScalarKernels();
    RoundedEncoding rounded = scheme.encoder().round(scheme.randomReal(2048), 0x1p40);
    long[] limb = new long[basis.degree()];
    assertThat(Allocation.ofWarm(() -> rounded.limb(basis.ring(0), kernels, limb)))
        .isLessThan(rounded.bytes() / 2);
  }

  @Test
  void limbsAreTheTransformOfTheSpreadCoefficientsForAnyNumberOfSlots() {
    TestScheme scheme = new TestScheme(TestParameters.sixtyBit(), 3);
    RnsBasis basis = scheme.context().ring().basisQp(1);
    Kernels kernels = scheme.engine().kernels();
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    for (int slots = 1; slots <= scheme.parameters().slots(); slots *= 2) {
      RoundedEncoding rounded = scheme.encoder().round(scheme.randomComplex(slots), 0x1p50);
      int gap = basis.degree() / rounded.size();
      assertThat(rounded.bytes()).isEqualTo(16L * slots);
      for (int i = 0; i < basis.size(); i++) {
        PrimeRing ring = basis.ring(i);
        long[] limb = new long[basis.degree()];
        rounded.limb(ring, kernels, limb);
        RnsBasis one = scheme.context().ring().basis(basis.primeIndex(i));
        CoeffPoly coefficients =
            arithmetic.toCoeff(new NttPoly(one, LimbBlock.onHeap(limb.clone())));
        long[] small = rounded.values(ring, kernels);
        kernels.inverseNtt(small, ring.subring(rounded.size()));
        for (int k = 0; k < basis.degree(); k++) {
          assertThat(coefficients.limb(0)[k])
              .as("coefficient %d of %d slots", k, slots)
              .isEqualTo(k % gap == 0 ? small[k / gap] : 0);
        }
      }
    }
  }
}
