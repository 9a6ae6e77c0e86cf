package org.rotunda.compiler.pass;

import org.rotunda.ckks.bootstrap.ArcsineDegree;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.bootstrap.IteratedPlan;

/** Insecure targets that bootstrap in a second or less. */
public final class SmallTargets {
  private SmallTargets() {}

  /** N = 2^12, real slots, 10 levels between bootstraps and 13 after the last. */
  public static Target real(int slots) {
    return Target.of(BootstrapPreset.INSECURE_N12_REAL.plan(slots));
  }

  /** N = 2^12, complex slots, two passes a bootstrap, 9 levels. */
  public static Target twoPasses(int slots) {
    BootstrapPlan preset = BootstrapPreset.INSECURE_N12_COMPLEX.plan(slots);
    BootstrapPlan pass =
        BootstrapPlan.of(
            preset.parameters(), preset.bootstrap().withMessageRatio(10, ArcsineDegree.ONE));
    return Target.of(new IteratedPlan(pass, 2, BootstrapPreset.BITS_A_PASS), 0);
  }

  /** N = 2^12, complex slots, 10 levels. */
  public static Target complex(int slots, int magnitudeBits) {
    return Target.of(BootstrapPreset.INSECURE_N12_COMPLEX.plan(slots), magnitudeBits);
  }
}
