package org.rotunda.compiler.plan;

import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.bootstrap.ArcsineDegree;
import org.rotunda.ckks.bootstrap.BootstrapParameters;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Content;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Order;
import org.rotunda.ckks.bootstrap.BootstrapParameters.RaisingSecret;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.Target;
import tools.jackson.databind.node.ObjectNode;

/** How values are bootstrapped, in a plan file. */
final class BootstrapJson {
  static final String FIELD = "bootstrap";

  private static final int MOST = 1 << 10;
  private static final int MOST_PASSES = 8;
  private static final Map<String, Order> ORDERS =
      Map.of(
          "modulus raising first",
          Order.MODULUS_RAISING_FIRST,
          "slots to coefficients first",
          Order.SLOTS_TO_COEFFS_FIRST);
  private static final Map<String, Content> CONTENTS =
      Map.of("real", Content.REAL, "complex", Content.COMPLEX);
  private static final Map<String, RaisingSecret> SECRETS =
      Map.of("ephemeral", RaisingSecret.EPHEMERAL, "main", RaisingSecret.MAIN);
  private static final Map<Integer, ArcsineDegree> DEGREES =
      Map.of(
          1,
          ArcsineDegree.ONE,
          3,
          ArcsineDegree.THREE,
          5,
          ArcsineDegree.FIVE,
          7,
          ArcsineDegree.SEVEN);

  private BootstrapJson() {}

  static void write(IteratedPlan plan, int magnitudeBits, ObjectNode to) {
    BootstrapParameters bootstrap = plan.pass().bootstrap();
    to.put("slots", bootstrap.slots());
    to.put("order", nameOf(bootstrap.order(), ORDERS));
    to.put("content", nameOf(bootstrap.content(), CONTENTS));
    to.put("raisedUnder", nameOf(bootstrap.raisedUnder(), SECRETS));
    to.put("coeffsToSlotsLevels", bootstrap.coeffsToSlotsLevels());
    to.put("slotsToCoeffsLevels", bootstrap.slotsToCoeffsLevels());
    to.put("logMessageRatio", bootstrap.logMessageRatio());
    to.put("arcsine", nameOf(bootstrap.arcsine(), DEGREES));
    to.put("log2Failure", bootstrap.log2Failure());
    to.put("diagonalBytes", bootstrap.diagonalBytes());
    to.put("passes", plan.passes());
    to.put("bitsAPass", plan.bits());
    to.put("magnitudeBits", magnitudeBits);
  }

  private static <K, V> K nameOf(V value, Map<K, V> names) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Reads what parameters are used for.
   *
   * @param from the field, if it is there
   * @throws PlanException if it is malformed or does not fit the parameters
   */
  static Target read(Optional<JsonPlace> from, Parameters parameters) {
    return from.map(place -> read(place, parameters)).orElseGet(() -> Target.of(parameters));
  }

  private static Target read(JsonPlace from, Parameters parameters) {
    from.requireObject(
        "slots",
        "order",
        "content",
        "raisedUnder",
        "coeffsToSlotsLevels",
        "slotsToCoeffsLevels",
        "logMessageRatio",
        "arcsine",
        "log2Failure",
        "diagonalBytes",
        "passes",
        "bitsAPass",
        "magnitudeBits");
    int slots = from.field("slots").whole(1, parameters.slots());
    Order order = named(from.field("order"), ORDERS);
    Content content = named(from.field("content"), CONTENTS);
    RaisingSecret secret = named(from.field("raisedUnder"), SECRETS);
    int down = from.field("coeffsToSlotsLevels").whole(1, MOST);
    int up = from.field("slotsToCoeffsLevels").whole(1, MOST);
    int ratio = from.field("logMessageRatio").whole(1, MOST);
    ArcsineDegree arcsine = arcsine(from.field("arcsine"));
    double failure = from.field("log2Failure").number();
    long bytes = from.field("diagonalBytes").whole(0, Long.MAX_VALUE);
    int passes = from.field("passes").whole(1, MOST_PASSES);
    JsonPlace bitsPlace = from.field("bitsAPass");
    int bits = bitsPlace.whole(1, IteratedPlan.MOST_BITS / Math.max(1, passes - 1));
    int magnitude = from.field("magnitudeBits").whole(0, Target.MOST_MAGNITUDE_BITS);
    IteratedPlan iterated;
    Target target;
    try {
      BootstrapPlan plan =
          BootstrapPlan.of(
              parameters,
              new BootstrapParameters(
                  slots, order, content, secret, down, up, ratio, arcsine, failure, bytes));
      iterated = new IteratedPlan(plan, passes, bits);
      target = new Target(parameters, Optional.of(iterated), magnitude);
    } catch (IllegalArgumentException e) {
      throw from.refused(e);
    }
    if (passes > 1) {
      requireReached(bitsPlace, iterated, Math.scalb(1.0, magnitude));
    }
    return target;
  }

  /** What a pass leaves, enlarged by more bits than it reaches, would wrap around q_0. */
  private static void requireReached(JsonPlace from, IteratedPlan plan, double magnitude) {
    double reached = plan.worstBitsOfAPass(magnitude);
    if (plan.bits() > reached) {
      throw from.wrong(
          "at most the %.1f bits are expected that a pass leaves of the worst message, but %d was found"
              .formatted(reached, plan.bits()));
    }
  }

  private static <V> V named(JsonPlace from, Map<String, V> names) {
    V value = names.get(from.text());
    if (value == null) {
      throw from.unexpected("one of " + names.keySet());
    }
    return value;
  }

  private static ArcsineDegree arcsine(JsonPlace from) {
    ArcsineDegree degree = DEGREES.get(from.whole(1, MOST));
    if (degree == null) {
      throw from.unexpected("1, 3, 5 or 7");
    }
    return degree;
  }
}
