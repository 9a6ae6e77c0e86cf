package org.rotunda.bench.bootstrap;

import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.BootstrapPresets;

/** The presets by the names of the command line. */
enum Preset {
  N16_REAL,
  N16_COMPLEX,
  N16_REAL_WEIGHT_192,
  N16_PRECISE,
  N16_FAST,
  N15_REAL,
  INSECURE_N12_REAL,
  INSECURE_N12_COMPLEX;

  BootstrapPlan plan() {
    return switch (this) {
      case N16_REAL -> BootstrapPresets.n16Real();
      case N16_COMPLEX -> BootstrapPresets.n16Complex();
      case N16_REAL_WEIGHT_192 -> BootstrapPresets.n16RealWeight192();
      case N16_PRECISE -> BootstrapPresets.n16Precise();
      case N16_FAST -> BootstrapPresets.n16Fast();
      case N15_REAL -> BootstrapPresets.n15Real();
      case INSECURE_N12_REAL -> BootstrapPresets.insecureN12Real();
      case INSECURE_N12_COMPLEX -> BootstrapPresets.insecureN12Complex();
    };
  }
}
