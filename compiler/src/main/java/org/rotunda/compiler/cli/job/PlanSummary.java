package org.rotunda.compiler.cli.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.params.Security;
import org.rotunda.compiler.cost.Conditions;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.plan.MemoryPrediction;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.Prediction;
import org.rotunda.compiler.plan.TimePrediction;
import org.rotunda.compiler.program.Port;
import org.rotunda.paging.store.UniformResidency;

/** What a plan says, for people. */
public final class PlanSummary {
  /** What there is of predicted seconds where nothing was measured, and what to do. */
  public static final String NO_TIME =
      "none, because this version has measured nothing here; rotunda calibrate does so";

  private PlanSummary() {}

  /** Adds program, parameters, keys and predicted use of keys. */
  public static void add(Plan plan, Facts facts) {
    facts.add(
        "program",
        "%s: %d operations on %d slots"
            .formatted(plan.program().name(), plan.program().ops().size(), plan.program().slots()));
    plan.program().inputs().forEach(port -> facts.add("  input", text(port)));
    plan.program().outputs().forEach(port -> facts.add("  output", text(port)));
    parameters(plan.parameters(), facts);
    plan.bootstrap().ifPresent(bootstrap -> bootstraps(plan, bootstrap, facts));
    prediction(plan, facts);
  }

  /** Adds what a run takes of memory. */
  public static void add(MemoryPrediction memory, Facts facts) {
    facts.add("memory", new ByteSize(memory.totalBytes()) + " at most:");
    facts.add(
        "",
        "%s of limbs (keys up to %s, all else up to %s)"
            .formatted(
                new ByteSize(memory.planned().limbBytes()),
                new ByteSize(memory.planned().keyBytes()),
                new ByteSize(memory.planned().workingBytes())));
    facts.add(
        "",
        "%s of buffers for %d loader%s, %s of matrix, tables and weights; %d thread%s"
            .formatted(
                new ByteSize(memory.bufferBytes()),
                memory.loaders(),
                memory.loaders() == 1 ? "" : "s",
                new ByteSize(memory.matrixBytes() + memory.encodingBytes() + memory.tableBytes()),
                memory.threads(),
                memory.threads() == 1 ? "" : "s"));
    if (memory.diagonalBytes() > 0) {
      facts.add("", new ByteSize(memory.diagonalBytes()) + " of matrices of bootstrapping");
    }
  }

  private static String text(Port port) {
    int parts = port.parts().size();
    return "%s: %s in %d ciphertext%s"
        .formatted(port.name(), port.layout().toText(), parts, parts == 1 ? "" : "s");
  }

  private static void parameters(Parameters parameters, Facts facts) {
    OptionalInt bound = Security.maxLogQp(parameters.logDegree(), parameters.secret());
    facts.add(
        "parameters",
        "N = 2^%d, log2(QP) = %s %s"
            .formatted(
                parameters.logDegree(),
                String.format(Locale.ROOT, "%.1f", parameters.logQp()),
                parameters.security() == Security.BITS_128 && bound.isPresent()
                    ? "of at most %d for 128-bit security".formatted(bound.getAsInt())
                    : "without a check of security"));
    facts.add(
        "",
        "%d levels, scale 2^%d, digits of %d, %d special primes, %s secret"
            .formatted(
                parameters.maxLevel(),
                parameters.logScale(),
                parameters.digitSize(),
                parameters.p().size(),
                switch (parameters.secret()) {
                  case SecretDistribution.UniformTernary _ -> "ternary";
                  case SecretDistribution.FixedWeight(int weight) -> "weight-" + weight;
                }));
    facts.add("", "digest " + parameters.shortDigest());
  }

  private static void bootstraps(Plan plan, IteratedPlan bootstrap, Facts facts) {
    facts.add(
        "bootstraps",
        "%d, from level %d to level %d, of %d %s slots up to %s in magnitude"
            .formatted(
                plan.bootstraps(),
                bootstrap.inputLevel(),
                bootstrap.outputLevel(),
                bootstrap.pass().bootstrap().slots(),
                bootstrap.pass().dropsImaginaryParts() ? "real" : "complex",
                1 << plan.target().magnitudeBits()));
    facts.add(
        "",
        "each with %d uses of keys%s; one fails with probability 2^%s"
            .formatted(
                bootstrap.keyUses().size(),
                bootstrap.passes() == 1 ? "" : " in %d passes".formatted(bootstrap.passes()),
                String.format(Locale.ROOT, "%.1f", bootstrap.log2Failure())));
  }

  private static void prediction(Plan plan, Facts facts) {
    Prediction prediction = plan.prediction();
    facts.add(
        "keys",
        "%d: %s in memory%s, %s on disk"
            .formatted(
                prediction.keys(),
                new ByteSize(prediction.keySetBytes()),
                plan.uniform() == UniformResidency.LEAN ? " (uniform halves regenerated)" : "",
                new ByteSize(prediction.storeBytes())));
    facts.add("key budget", new ByteSize(plan.keyBudget()));
    facts.add("peak", new ByteSize(prediction.peakKeyBytes()));
    facts.add("key uses", prediction.uses());
    facts.add(
        "loads",
        "%d, %d of them ahead of their use; %d evictions"
            .formatted(prediction.loads(), prediction.prefetches(), prediction.evictions()));
    facts.add(
        "predicted I/O",
        "%s read; no schedule of these key uses within the budget reads less than %s, so this one is within %s %%"
            .formatted(
                new ByteSize(prediction.bytesRead()),
                new ByteSize(prediction.leastBytesRead()),
                String.format(Locale.ROOT, "%.1f", 100 * prediction.gap())));
  }

  /**
   * What is to be said beside seconds that follow from measurements for other parameters or under
   * other conditions.
   */
  public static Optional<String> carriedOver(Plan plan, CostModel costs, Conditions conditions) {
    List<String> differences = costs.carriedOver(plan.parameters(), conditions);
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "carried over from measurements %s; calibrate --plan measures this plan's"
                .formatted(String.join(", ", differences)));
  }

  /**
   * Adds the predicted seconds, or how to come by them if this machine was not measured.
   *
   * @param conditions what it is to run on
   * @param loaders how many threads read keys
   */
  public static void addTime(
      Plan plan, CostModel costs, Conditions conditions, int loaders, Facts facts) {
    if (costs.isMeasured()) {
      TimePrediction time = plan.time(costs, loaders);
      facts.add(
          "predicted time",
          String.format(
              Locale.ROOT,
              "%.3f s, %.3f s of them waiting for keys",
              time.seconds(),
              time.stallSeconds()));
      facts.add("", "without a JVM's first seconds, in which it compiles code");
      carriedOver(plan, costs, conditions).ifPresent(text -> facts.add("", text));
    } else {
      facts.add("predicted time", NO_TIME);
    }
  }
}
