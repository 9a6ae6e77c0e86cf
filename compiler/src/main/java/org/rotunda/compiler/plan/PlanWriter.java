package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.compiler.program.Weights;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The text of a plan file. */
final class PlanWriter {
  private static final JsonMapper JSON = JsonMapper.shared();

  private PlanWriter() {}

  /**
   * The text.
   *
   * @param weightsFolder the folder of the manifest, relative to the file's
   */
  static String write(Plan plan, PlanMemory memory, String weightsFolder) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", PlanFile.FORMAT);
    root.put("version", PlanFile.VERSION);
    MemoryJson.write(memory, root.putObject(PlanFile.MEMORY));
    ParametersJson.write(plan.parameters(), root.putObject("parameters"));
    plan.target()
        .bootstrap()
        .ifPresent(
            bootstrap ->
                BootstrapJson.write(
                    bootstrap, plan.target().magnitudeBits(), root.putObject(BootstrapJson.FIELD)));
    ArrayNode program = root.putArray("program");
    plan.program().toText().lines().forEach(program::add);
    Weights weights = plan.program().weights();
    if (!weights.manifest().isEmpty()) {
      root.putObject("weights")
          .put("folder", weightsFolder)
          .put("sha256", WeightsDigest.of(weights));
    }
    ObjectNode splits = root.putObject("splits");
    plan.splits()
        .byValue()
        .forEach(
            (value, split) -> {
              ObjectNode to = splits.putObject(value.toString()).put("n1", split.n1());
              split.babySteps().forEach(to.putArray("babySteps")::add);
              split.giantSteps().forEach(to.putArray("giantSteps")::add);
            });
    root.put("uniform", UniformJson.write(plan.uniform()));
    root.put("keyBudget", plan.keyBudget());
    new ScheduleJson(plan.parameters(), plan.uniform())
        .write(plan.schedule(), root.putArray("schedule"));
    ArrayNode generate = root.putArray("generate");
    plan.requests()
        .forEach(
            request ->
                generate
                    .addObject()
                    .put("key", KeyJson.write(request.id()))
                    .put("level", request.level()));
    PredictionJson.write(plan.prediction(), root.putObject("prediction"));
    return layOut(root);
  }

  /**
   * One line a field, and within arrays one line an element, so that plans can be read and
   * compared.
   */
  private static String layOut(ObjectNode root) {
    List<String> fields = new ArrayList<>();
    root.forEachEntry(
        (name, value) ->
            fields.add("  %s: %s".formatted(JSON.writeValueAsString(name), text(value))));
    return "{\n" + String.join(",\n", fields) + "\n}\n";
  }

  private static String text(JsonNode value) {
    if (!value.isArray() || value.isEmpty()) {
      return JSON.writeValueAsString(value);
    }
    List<String> elements = new ArrayList<>();
    value.forEach(element -> elements.add("    " + JSON.writeValueAsString(element)));
    return "[\n" + String.join(",\n", elements) + "\n  ]";
  }
}
