package org.rotunda.compiler.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.InvalidProgramException;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.ProgramException;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightFiles;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.WeightsException;
import org.rotunda.compiler.program.text.ProgramText;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.store.UniformResidency;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes a plan from a file's content, believing nothing of it. */
final class PlanReader {
  private final Path home;
  private final Security least;

  /**
   * A reader.
   *
   * @param home the file's folder
   * @param least what parameters must have
   */
  PlanReader(Path home, Security least) {
    this.home = home;
    this.least = least;
  }

  /**
   * The plan, and what the file says of memory.
   *
   * @throws PlanException if it is malformed or not sound
   */
  PlanInFile read(JsonPlace root) {
    root.requireVersion(PlanFile.FORMAT, PlanFile.VERSION);
    root.requireObject(
        "format",
        "version",
        PlanFile.MEMORY,
        "parameters",
        BootstrapJson.FIELD,
        "program",
        "weights",
        "splits",
        "uniform",
        "keyBudget",
        "schedule",
        "generate",
        "prediction");
    Parameters parameters = ParametersJson.read(root.field("parameters"), least);
    Target target = BootstrapJson.read(root.optional(BootstrapJson.FIELD), parameters);
    Program program = program(root, target);
    TransformSplits splits = splits(root.field("splits"), program);
    UniformResidency uniform = UniformJson.read(root.field("uniform"));
    long keyBudget = root.field("keyBudget").whole(0, Long.MAX_VALUE);
    KeyTrace trace = KeyTrace.of(program, splits, target);
    JsonPlace events = root.field("schedule");
    ResidencySchedule schedule =
        new ScheduleJson(parameters, uniform).read(events, trace.keyUses());
    Plan plan;
    try {
      plan = Plan.simulated(target, program, splits, uniform, keyBudget, schedule);
    } catch (PlanException e) {
      throw events.refused(e);
    }
    requireRequests(root.field("generate"), plan);
    requirePrediction(root.field("prediction"), plan);
    return new PlanInFile(plan, memory(root.field(PlanFile.MEMORY), plan));
  }

  private Program program(JsonPlace root, Target target) {
    JsonPlace lines = root.field("program");
    String text =
        lines.elements().stream().map(JsonPlace::text).collect(Collectors.joining("\n", "", "\n"));
    Program program;
    try {
      program = ProgramText.parse(text, manifest -> weights(root, manifest));
    } catch (WeightsException e) {
      throw e;
    } catch (ProgramException e) {
      throw lines.refused(e);
    }
    if (program.weights().manifest().isEmpty() && root.optional("weights").isPresent()) {
      throw lines.wrong("a program with weights is expected, but one without was found");
    }
    requireFitting(lines, program, target);
    return program;
  }

  private Weights weights(JsonPlace root, String manifest) {
    JsonPlace from = root.field("weights");
    from.requireObject("folder", "sha256");
    Weights weights = WeightFiles.read(folder(from.field("folder")), manifest);
    String digest = WeightsDigest.of(weights);
    JsonPlace expected = from.field("sha256");
    if (!expected.text().equals(digest)) {
      throw expected.wrong(
          "weights with the digest %s are expected, but those in %s have %s"
              .formatted(expected.text(), manifest, digest));
    }
    return weights;
  }

  private Path folder(JsonPlace from) {
    try {
      return home.resolve(from.text());
    } catch (InvalidPathException _) {
      throw from.unexpected("a folder relative to the plan's");
    }
  }

  private static void requireFitting(JsonPlace from, Program program, Target target) {
    if (!program.isTyped()) {
      throw from.wrong("a program with levels and scales is expected, but they are not there");
    }
    try {
      target.requireFitting(program);
    } catch (ParameterException | InvalidProgramException e) {
      throw from.refused(e);
    }
    int highest = target.ladder().top();
    for (Op op : program.ops()) {
      CipherType type = program.type(op.result());
      if (type.level() > highest) {
        throw from.wrong(
            "levels up to %d are expected, but %s is at level %d"
                .formatted(highest, op.result(), type.level()));
      }
      if (op instanceof Op.Bootstrap bootstrap) {
        requireType(from, bootstrap, program, target.bootstrapOf(bootstrap));
      }
    }
  }

  private static void requireType(
      JsonPlace from, Op.Bootstrap op, Program program, IteratedPlan plan) {
    CipherType argument = program.type(op.operand());
    CipherType expected = new CipherType(plan.outputLevel(), plan.outputScale());
    if (argument.level() < plan.inputLevel() || !program.type(op.result()).equals(expected)) {
      throw from.wrong(
          "a bootstrap from level %d or above to level %d and scale %s is expected, but %s has %s from level %d"
              .formatted(
                  plan.inputLevel(),
                  expected.level(),
                  expected.scale(),
                  op.result(),
                  program.type(op.result()),
                  argument.level()));
    }
  }

  private static TransformSplits splits(JsonPlace from, Program program) {
    List<String> names = from.names();
    Map<Value, BabyStepGiantStep> splits = new LinkedHashMap<>();
    for (Op op : program.ops()) {
      if (op instanceof Op.LinearTransform transform) {
        splits.put(
            op.result(), split(from.field(op.result().toString()), transform, program.slots()));
      }
    }
    for (String name : names) {
      if (splits.keySet().stream().noneMatch(value -> value.toString().equals(name))) {
        throw from.wrong("only linear transforms are split, but %s is none".formatted(name));
      }
    }
    return new TransformSplits(splits);
  }

  private static BabyStepGiantStep split(JsonPlace from, Op.LinearTransform transform, int slots) {
    from.requireObject("n1", "babySteps", "giantSteps");
    BabyStepGiantStep ascending =
        BabyStepGiantStep.of(transform.matrix().indices(), from.field("n1").whole(1, slots));
    try {
      return ascending.inOrder(
          steps(from.field("babySteps"), slots), steps(from.field("giantSteps"), slots));
    } catch (IllegalArgumentException e) {
      throw from.refused(e);
    }
  }

  private static List<Integer> steps(JsonPlace from, int slots) {
    return from.elements().stream().map(step -> step.whole(0, slots - 1)).toList();
  }

  private static void requireRequests(JsonPlace from, Plan plan) {
    List<KeyRequest> found = new ArrayList<>();
    for (JsonPlace element : from.elements()) {
      element.requireObject("key", "level");
      found.add(
          new KeyRequest(
              KeyJson.read(element.field("key"), plan.parameters()),
              element.field("level").whole(0, plan.parameters().maxLevel())));
    }
    if (!found.equals(plan.requests())) {
      throw from.wrong(
          "exactly the keys that the program uses are expected, each at the highest level of its"
              + " uses, but others were found");
    }
  }

  private static PlanMemory memory(JsonPlace from, Plan plan) {
    PlanMemory found = MemoryJson.read(from);
    MemoryPrediction run = MemoryPrediction.of(plan, found.run().threads(), found.run().loaders());
    ObjectNode expected = JsonMapper.shared().createObjectNode();
    MemoryJson.write(new PlanMemory(found.budget(), run), expected);
    requireSame(from, expected);
    found
        .budget()
        .ifPresent(
            budget -> {
              if (budget < run.totalBytes()) {
                throw from.wrong(
                    "a budget of %d bytes or more is expected, because a run takes as much, but %d was found"
                        .formatted(run.totalBytes(), budget));
              }
            });
    return found;
  }

  /** Whether numbers are those of the program, all the way down. */
  private static void requireSame(JsonPlace found, JsonNode expected) {
    if (expected.isObject()) {
      for (String name : found.names()) {
        requireSame(found.field(name), expected.get(name));
      }
    } else if (found.whole(0, Long.MAX_VALUE) != expected.longValue()) {
      throw found.wrong(
          "%d is what the program takes, but %d was found"
              .formatted(expected.longValue(), found.whole(0, Long.MAX_VALUE)));
    }
  }

  private static void requirePrediction(JsonPlace from, Plan plan) {
    Prediction found = PredictionJson.read(from);
    if (!found.equals(plan.prediction())) {
      throw from.wrong(
          "%s is what the simulation finds, but %s was found".formatted(plan.prediction(), found));
    }
  }
}
