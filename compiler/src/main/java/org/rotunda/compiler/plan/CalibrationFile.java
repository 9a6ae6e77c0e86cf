package org.rotunda.compiler.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.params.Security;
import org.rotunda.compiler.cost.Conditions;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.Measurements;
import org.rotunda.compiler.cost.Primitive;
import org.rotunda.keys.wire.AtomicFile;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was measured on a machine, in files: one JSON object with these fields and no others.
 *
 * <pre>
 * format        "rotunda calibration"
 * version       3
 * measurements  for every measured set of parameters:
 *   parameters  as in a {@link PlanFile}
 *   threads     how many worked on an operation, 1 to 1024
 *   kernels     what they computed with, such as "vector (8 lanes of 64 bits)"
 *   processor   what they ran on
 *   seconds     for every primitive by its label, the seconds at the levels 0 to L:
 *               {"add": [0.0001, 0.0002], ...}
 * </pre>
 */
public final class CalibrationFile {
  private static final String FORMAT = "rotunda calibration";
  private static final int VERSION = 3;
  private static final String WHAT = "a calibration";
  private static final String REMEDY = "calibrate again";

  private CalibrationFile() {}

  /**
   * Writes a cost model, as a whole or not at all.
   *
   * @throws IOException if the file can't be written
   */
  public static void write(Path file, CostModel costs) throws IOException {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    ArrayNode list = root.putArray("measurements");
    for (Measurements measurements : costs.measurements()) {
      ObjectNode to = list.addObject();
      ParametersJson.write(measurements.parameters(), to.putObject("parameters"));
      to.put("threads", measurements.conditions().threads());
      to.put("kernels", measurements.conditions().kernels());
      to.put("processor", measurements.conditions().processor());
      ObjectNode seconds = to.putObject("seconds");
      for (Primitive primitive : Primitive.values()) {
        measurements.seconds(primitive).forEach(seconds.withArray(primitive.label())::add);
      }
    }
    byte[] json = (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(json));
  }

  /**
   * Reads a cost model.
   *
   * @throws LaterVersionException if a later version wrote the file
   * @throws PlanException if the file isn't one
   * @throws IOException if the file can't be read
   */
  public static CostModel read(Path file) throws IOException {
    return costs(root(file));
  }

  /**
   * Reads what is kept for predictions: nothing measured, if there is no file or an earlier version
   * wrote it, whose operations were others.
   *
   * @throws PlanException if the file is none of this or an earlier version
   * @throws IOException if the file can't be read
   */
  public static CostModel readKept(Path file) throws IOException {
    if (!Files.exists(file)) {
      return CostModel.nominal();
    }
    JsonPlace root = root(file);
    return root.isEarlierVersion(FORMAT, VERSION) ? CostModel.nominal() : costs(root);
  }

  /**
   * Whether a file begins as calibrations do, whatever follows.
   *
   * @throws IOException if the file can't be read
   */
  public static boolean claimsToBeOne(Path file) throws IOException {
    try {
      return JsonPlace.readField(file, "format", WHAT, REMEDY).text().equals(FORMAT);
    } catch (PlanException _) {
      return false;
    }
  }

  private static JsonPlace root(Path file) throws IOException {
    return JsonPlace.read(file, WHAT, REMEDY);
  }

  private static CostModel costs(JsonPlace root) {
    root.requireVersion(FORMAT, VERSION);
    root.requireObject("format", "version", "measurements");
    List<Measurements> all = new ArrayList<>();
    for (JsonPlace element : root.field("measurements").elements()) {
      all.add(measurements(element));
    }
    return new CostModel(all);
  }

  private static Measurements measurements(JsonPlace from) {
    from.requireObject("parameters", "threads", "kernels", "processor", "seconds");
    JsonPlace times = from.field("seconds");
    Map<Primitive, List<Double>> seconds = new EnumMap<>(Primitive.class);
    for (Primitive primitive : Primitive.values()) {
      seconds.put(
          primitive,
          times.field(primitive.label()).elements().stream().map(JsonPlace::number).toList());
    }
    try {
      return new Measurements(
          ParametersJson.read(from.field("parameters"), Security.INSECURE_FOR_TESTING),
          new Conditions(
              from.field("threads").whole(1, Integer.MAX_VALUE),
              from.field("kernels").text(),
              from.field("processor").text()),
          seconds);
    } catch (IllegalArgumentException e) {
      throw from.refused(e);
    }
  }
}
