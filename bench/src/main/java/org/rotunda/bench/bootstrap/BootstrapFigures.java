package org.rotunda.bench.bootstrap;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.rotunda.ckks.bootstrap.BootstrapStage;

/** What is known of one bootstrap beside its time, for JMH to carry. Zero what doesn't apply. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class BootstrapFigures {
  /** Seconds of SlotsToCoeffs. */
  public double slotsToCoeffs;

  /** Seconds of ModRaise. */
  public double modRaise;

  /** Seconds of CoeffsToSlots. */
  public double coeffsToSlots;

  /** Seconds of EvalMod. */
  public double evalMod;

  /** Mean bits. */
  public double mean;

  /** Bits of the worst slot. */
  public double worst;

  /** Predicted mean bits. */
  public double predictedMean;

  /** Predicted bits of the worst slot. */
  public double predictedWorst;

  /** Seconds of key generation. */
  public double generation;

  /** Bytes of the store. */
  public double storeBytes;

  /** Bytes read, of all bootstraps so far. */
  public double readBytes;

  /** The most bytes of keys so far. */
  public double keyBytes;

  /** The most bytes of limbs so far, those of keys included. */
  public double limbBytes;

  /** The most bytes of the process so far. */
  public double processBytes;

  private Optional<BootstrapSite> site = Optional.empty();

  /** For JMH. */
  public BootstrapFigures() {}

  /** Compares what came out with what went in, after a bootstrap. */
  @TearDown(Level.Invocation)
  public void measure() throws IOException {
    site.orElseThrow().measure(this);
  }

  BootstrapFigures of(BootstrapSite measured) {
    site = Optional.of(measured);
    return this;
  }

  void stages(Map<BootstrapStage, Double> seconds) {
    Map<BootstrapStage, Double> known = new TreeMap<>(seconds);
    slotsToCoeffs = known.getOrDefault(BootstrapStage.SLOTS_TO_COEFFS, 0.0);
    modRaise = known.getOrDefault(BootstrapStage.MODULUS_RAISING, 0.0);
    coeffsToSlots = known.getOrDefault(BootstrapStage.COEFFS_TO_SLOTS, 0.0);
    evalMod = known.getOrDefault(BootstrapStage.MODULAR_REDUCTION, 0.0);
  }
}
