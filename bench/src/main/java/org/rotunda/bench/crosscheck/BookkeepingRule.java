package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.keys.openfhe.OpenFheCiphertext;
import org.rotunda.keys.openfhe.ScalingFactors;
import org.rotunda.keys.openfhe.ScalingTechnique;

/** The rule about what OpenFHE notes on ciphertexts: level, scale degree, scale and slots. */
final class BookkeepingRule {
  private BookkeepingRule() {}

  static Rule rule() {
    return new Rule(
        "levels and scales of all ciphertexts",
        CrosscheckFolder.ANY_CIPHERTEXT,
        BookkeepingRule::check);
  }

  /** What is noted on a ciphertext. */
  private record Notes(long level, long degree, double scale) {
    Notes rescaled(ScalingFactors factors) {
      return new Notes(level + 1, degree - 1, scale / factors.divisor((int) level));
    }

    Notes times(Notes other) {
      return new Notes(level, degree + other.degree, scale * other.scale);
    }
  }

  private static Finding check(Evidence evidence) throws IOException {
    Map<String, Notes> expected = expected(evidence);
    List<OpenFheCiphertext> seen = new ArrayList<>();
    for (Map.Entry<String, Notes> entry : expected.entrySet()) {
      String name = entry.getKey();
      if (!evidence.folder().has(name)) {
        continue;
      }
      OpenFheCiphertext found = evidence.ciphertext(name);
      seen.add(found);
      Notes notes = new Notes(found.level(), found.scaleDegree(), found.scale());
      if (!notes.equals(entry.getValue())) {
        return new Finding.Difference(
            "%s: %s here, %s in OpenFHE".formatted(name, entry.getValue(), notes));
      }
      long slots = seen.getFirst().slots();
      if (found.slots() != slots || found.hops() != 0) {
        return new Finding.Difference(
            "%s: %d slots and 0 hops expected, %d and %d found"
                .formatted(name, slots, found.slots(), found.hops()));
      }
    }
    return Finding.agreement();
  }

  private static Map<String, Notes> expected(Evidence evidence) throws IOException {
    ScalingFactors factors = evidence.converter().scalingFactors();
    boolean automatic = evidence.context().parameters().scaling() != ScalingTechnique.FIXEDMANUAL;
    Notes fresh = new Notes(0, factors.freshDegree(0), factors.fresh(0));
    Notes operand = automatic && fresh.degree() == 2 ? fresh.rescaled(factors) : fresh;
    Notes product = operand.times(operand);
    Map<String, Notes> expected = new LinkedHashMap<>();
    for (String name : List.of("ct_x", "ct_y", "ct_xs", "ct_rot1", "ct_rotm1", "ct_addc")) {
      expected.put(name, fresh);
    }
    expected.put("ct_mul3", product);
    expected.put("ct_mul", product);
    if (product.level() + 1 < factors.levels()) {
      Notes rescaled = product.rescaled(factors);
      expected.put("ct_mul_rs", rescaled);
      expected.put("ct_mul2", rescaled.times(rescaled));
    }
    expected.put(
        "ct_mulc",
        operand.times(new Notes(operand.level(), 1, factors.scale((int) operand.level()))));
    return expected;
  }
}
