package org.rotunda.compiler.demo;

import java.util.EnumMap;
import java.util.Map;
import org.rotunda.ckks.bootstrap.BootstrapStage;

/** Measures the stages of a bootstrap, from its making on. */
public final class StageTimes implements BootstrapStage.Listener {
  private static final double NANOSECONDS = 1e9;

  private final Map<BootstrapStage, Double> seconds = new EnumMap<>(BootstrapStage.class);
  private long start = System.nanoTime();

  /** Starts the first stage. */
  public StageTimes() {}

  @Override
  public void completed(BootstrapStage stage) {
    long now = System.nanoTime();
    seconds.merge(stage, (now - start) / NANOSECONDS, Double::sum);
    start = now;
  }

  /** Seconds by stage, those of a stage that was repeated added up. */
  public Map<BootstrapStage, Double> seconds() {
    return Map.copyOf(seconds);
  }
}
