package org.rotunda.compiler.plan;

import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Rounding;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parameters in a plan file. Primes are decimal texts, because many JSON readers round at 2^53. */
final class ParametersJson {
  private static final String UNIFORM_TERNARY = "uniform ternary";
  private static final String FIXED_WEIGHT = "fixed weight ";
  private static final int MOST_LOG_DEGREE = 17;
  private static final int MOST_WEIGHT = 1 << MOST_LOG_DEGREE;
  private static final int MOST = 1 << 10;

  private ParametersJson() {}

  static void write(Parameters parameters, ObjectNode to) {
    to.put("logDegree", parameters.logDegree());
    writePrimes(parameters.q(), to.putArray("q"));
    writePrimes(parameters.p(), to.putArray("p"));
    to.put("digitSize", parameters.digitSize());
    to.put("logScale", parameters.logScale());
    to.put(
        "secret",
        switch (parameters.secret()) {
          case SecretDistribution.UniformTernary _ -> UNIFORM_TERNARY;
          case SecretDistribution.FixedWeight(int weight) -> FIXED_WEIGHT + weight;
        });
    to.put(
        "rounding",
        switch (parameters.rounding()) {
          case CENTERED -> "centered";
          case OPENFHE -> "openfhe";
        });
    to.put("digest", HexFormat.of().formatHex(parameters.digest()));
  }

  private static void writePrimes(List<Long> primes, ArrayNode to) {
    primes.forEach(prime -> to.add(Long.toString(prime)));
  }

  /**
   * Reads parameters. Where insecure ones are allowed, secure ones are still the same as where they
   * aren't.
   *
   * @throws PlanException if they are malformed or not allowed
   */
  static Parameters read(JsonPlace from, Security least) {
    from.requireObject(
        "logDegree", "q", "p", "digitSize", "logScale", "secret", "rounding", "digest");
    Parameters parameters = build(from, least);
    if (least == Security.INSECURE_FOR_TESTING && isSecure(parameters)) {
      parameters = build(from, Security.BITS_128);
    }
    JsonPlace digest = from.field("digest");
    String expected = HexFormat.of().formatHex(parameters.digest());
    if (!digest.text().equals(expected)) {
      throw digest.unexpected("the digest of these parameters, %s,".formatted(expected));
    }
    return parameters;
  }

  private static boolean isSecure(Parameters parameters) {
    OptionalInt bound = Security.maxLogQp(parameters.logDegree(), parameters.secret());
    return bound.isPresent() && parameters.logQp() <= bound.getAsInt();
  }

  private static Parameters build(JsonPlace from, Security security) {
    int logDegree = from.field("logDegree").whole(1, MOST_LOG_DEGREE);
    List<Long> q = primes(from.field("q"));
    List<Long> p = primes(from.field("p"));
    int digitSize = from.field("digitSize").whole(1, MOST);
    int logScale = from.field("logScale").whole(1, MOST);
    SecretDistribution secret = secret(from.field("secret"));
    Rounding rounding = rounding(from.field("rounding"));
    try {
      return new Parameters(logDegree, q, p, digitSize, logScale, secret, rounding, security);
    } catch (ParameterException e) {
      throw from.refused(e);
    }
  }

  private static List<Long> primes(JsonPlace from) {
    List<JsonPlace> elements = from.elements();
    if (elements.size() > MOST) {
      throw from.wrong(
          "at most %d primes are expected, but %d were found".formatted(MOST, elements.size()));
    }
    return elements.stream().map(ParametersJson::prime).toList();
  }

  private static long prime(JsonPlace from) {
    String text = from.text();
    if (!text.matches("[1-9][0-9]{0,18}")) {
      throw from.unexpected("a prime in decimal digits");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw from.unexpected("a prime below 2^63");
    }
  }

  private static SecretDistribution secret(JsonPlace from) {
    String text = from.text();
    if (text.equals(UNIFORM_TERNARY)) {
      return new SecretDistribution.UniformTernary();
    }
    if (!text.matches(FIXED_WEIGHT + "[1-9][0-9]{0,5}")) {
      throw from.unexpected("\"%s\" or \"%sh\"".formatted(UNIFORM_TERNARY, FIXED_WEIGHT));
    }
    int weight = Integer.parseInt(text.substring(FIXED_WEIGHT.length()));
    if (weight > MOST_WEIGHT) {
      throw from.unexpected("a weight of at most %d".formatted(MOST_WEIGHT));
    }
    return new SecretDistribution.FixedWeight(weight);
  }

  private static Rounding rounding(JsonPlace from) {
    return switch (from.text()) {
      case "centered" -> Rounding.CENTERED;
      case "openfhe" -> Rounding.OPENFHE;
      default -> throw from.unexpected("\"centered\" or \"openfhe\"");
    };
  }
}
