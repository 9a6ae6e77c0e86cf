package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Presets;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.WeightFiles;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;
import org.rotunda.paging.store.UniformResidency;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PlanFileTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SIZE = 8;

  private static final String SOURCE =
      """
      program layers;
      slots 16;
      weights "weights.json";
      input x: tensor[8];
      y = linear(x, w, b);
      output z: linear(y, w, b) + square(y);
      """;

  @TempDir private Path folder;
  private Path programs;
  private Path file;
  private Plan plan;

  @BeforeEach
  void writePlan() throws IOException {
    programs = Files.createDirectories(folder.resolve("programs"));
    file = Files.createDirectories(folder.resolve("plans")).resolve("plan.json");
    Files.writeString(programs.resolve("layers.rotunda"), SOURCE);
    writeWeights(1);
    plan = compile(TestParameters.oneDigitOfOnePrime());
    PlanFile.write(file, plan, programs);
  }

  private void writeWeights(long seed) throws IOException {
    Random random = new Random(seed);
    WeightFiles.write(
        programs,
        Weights.of(
            "weights.json",
            List.of(
                new WeightTensor(
                    "w", List.of(SIZE, SIZE), "weight", random.doubles(SIZE * SIZE).toArray()),
                new WeightTensor("b", List.of(SIZE), "bias", random.doubles(SIZE).toArray()))));
  }

  /** With room for a key and a small one, so that there are evictions and early loads. */
  private Plan compile(Parameters parameters) throws IOException {
    Program program = ProgramText.read(programs.resolve("layers.rotunda"));
    return new Compiler(UniformResidency.LEAN.bytes(parameters, parameters.maxLevel()) * 5 / 4)
        .compile(program, parameters);
  }

  @Test
  void readPlanIsTheOneWritten() throws IOException {
    assertThat(plan.prediction().evictions()).isPositive();
    assertThat(plan.prediction().prefetches()).isPositive();
    assertThat(PlanFile.readInsecureForTesting(file).plan()).isEqualTo(plan);
  }

  @Test
  void memoryIsReadWithThePlanItIsComparedWith() throws IOException {
    MemoryPrediction run = MemoryPrediction.of(plan, 3, 5);
    PlanMemory memory = new PlanMemory(OptionalLong.of(run.totalBytes() + 1), run);
    PlanFile.write(file, plan, memory, programs);
    assertThat(PlanFile.readInsecureForTesting(file)).isEqualTo(new PlanInFile(plan, memory));
    assertThat(PlanFile.readMemory(file)).isEqualTo(memory);
  }

  @Test
  void securePlanIsTheSameHoweverItIsRead() throws IOException {
    Plan secure = compile(Presets.n13());
    PlanFile.write(file, secure, programs);
    assertThat(PlanFile.read(file).plan()).isEqualTo(secure);
    assertThat(PlanFile.readInsecureForTesting(file).plan()).isEqualTo(secure);
  }

  @Test
  void planIsWrittenTheSameAgain() throws IOException {
    byte[] before = Files.readAllBytes(file);
    PlanFile.write(file, PlanFile.readInsecureForTesting(file).plan(), programs);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void planMovesTogetherWithItsWeights() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    Files.createDirectories(elsewhere);
    Files.move(folder.resolve("plans"), elsewhere.resolve("plans"));
    Files.move(programs, elsewhere.resolve("programs"));
    assertThat(PlanFile.readInsecureForTesting(elsewhere.resolve("plans/plan.json")).plan())
        .isEqualTo(plan);
  }

  @Test
  void insecureParametersAreRefused() {
    assertThatThrownBy(() -> PlanFile.read(file))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("$.parameters")
        .hasMessageContaining("128-bit");
  }

  @Test
  void missingLoadIsFound() throws IOException {
    refuses("$.schedule", root -> events(root).remove(first(root, "load")), "not in memory");
  }

  @Test
  void earlyEvictionIsFound() throws IOException {
    refuses(
        "$.schedule",
        root -> {
          int at = first(root, "prefetch");
          ObjectNode prefetch = event(root, at);
          int use = prefetch.get("at").intValue() + 1;
          int place =
              (int)
                  IntStream.range(0, events(root).size())
                      .filter(i -> event(root, i).get("at").intValue() < use)
                      .count();
          events(root)
              .insertObject(place)
              .put("at", use)
              .put("evictBefore", prefetch.get("prefetch").stringValue());
        },
        "not in memory");
  }

  @Test
  void loadBelowTheLevelOfItsUseIsFound() throws IOException {
    refuses(
        "$.schedule[",
        root -> {
          ObjectNode load = event(root, first(root, "load"));
          load.put("level", load.get("level").intValue() - 1);
        },
        "or above");
  }

  @Test
  void prefetchBelowTheLevelOfItsUseIsFound() throws IOException {
    refuses(
        "$.schedule",
        root -> {
          ObjectNode load = event(root, first(root, "prefetch"));
          load.put("level", load.get("level").intValue() - 1);
        },
        "only up to level");
  }

  @Test
  void budgetThatIsExceededIsFound() throws IOException {
    refuses(
        "$.schedule",
        root -> root.put("keyBudget", plan.prediction().peakKeyBytes() - 1),
        "the budget is");
  }

  @Test
  void keyThatStaysInMemoryIsFound() throws IOException {
    refuses(
        "$.schedule",
        root -> events(root).remove(events(root).size() - 1),
        "in memory, which nothing uses or drops");
  }

  @Test
  void keysThatAreNotWhatTheProgramUsesAreFound() throws IOException {
    refuses("$.generate", root -> ((ArrayNode) root.get("generate")).remove(0), "exactly the keys");
    refuses(
        "$.generate[0].level",
        root -> ((ObjectNode) root.get("generate").get(0)).put("level", 99),
        "99");
    refuses(
        "$.generate[0].key",
        root -> ((ObjectNode) root.get("generate").get(0)).put("key", "galois 4"),
        "odd");
  }

  @Test
  void predictionThatDoesNotHoldIsFound() throws IOException {
    refuses(
        "$.prediction",
        root -> ((ObjectNode) root.get("prediction")).put("bytesRead", 1),
        "bytesRead=1");
  }

  @Test
  void otherWeightsAreFound() throws IOException {
    writeWeights(2);
    assertThatThrownBy(() -> PlanFile.readInsecureForTesting(file))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("$.weights.sha256");
  }

  @Test
  void parametersWithAnotherDigestAreFound() throws IOException {
    refuses(
        "$.parameters.digest",
        root -> ((ObjectNode) root.get("parameters")).put("digitSize", 1).put("digest", "00"),
        "00");
    refuses(
        "$.parameters",
        root -> ((ArrayNode) root.get("parameters").get("q")).set(0, "1000"),
        "1000");
  }

  @Test
  void splitsAreOfTransforms() throws IOException {
    refuses("$.splits", root -> root.putObject("splits"), "a field");
    refuses("$.splits", root -> ((ObjectNode) root.get("splits")).putObject("%0"), "%0 is none");
    refuses(
        "$.splits.",
        root -> {
          ObjectNode splits = (ObjectNode) root.get("splits");
          ((ObjectNode) splits.get(splits.propertyNames().iterator().next())).put("n1", 0);
        },
        "from 1 to 16");
    refuses(
        "$.splits.",
        root -> {
          ObjectNode splits = (ObjectNode) root.get("splits");
          ((ObjectNode) splits.get(splits.propertyNames().iterator().next())).putArray("babySteps");
        },
        "in some order");
  }

  @Test
  void levelsBeyondTheChainAreFound() throws IOException {
    refuses(
        "$.program",
        root -> {
          ArrayNode program = (ArrayNode) root.get("program");
          for (int i = 0; i < program.size(); i++) {
            program.set(i, program.get(i).stringValue().replace("@ level 2", "@ level 9"));
          }
        },
        "level 9");
  }

  @Test
  void unknownFieldsAreRefused() throws IOException {
    refuses("$:", root -> root.put("note", "mine"), "note");
    refuses("$.schedule[0]", root -> event(root, 0).put("priority", 1), "priority");
    refuses(
        "$.parameters",
        root -> ((ObjectNode) root.get("parameters")).put("security", "none"),
        "security");
  }

  @Test
  void laterVersionsAreRefused() throws IOException {
    refuses("", root -> root.put("version", 6), "use a newer Rotunda");
    refuses("", root -> root.put("version", 4), "compile the program again");
  }

  @Test
  void aMemoryBudgetBelowWhatARunTakesIsRefused() throws IOException {
    long total = PlanFile.readMemory(file).run().totalBytes();
    refuses(
        "$.memory",
        root -> ((ObjectNode) root.get("memory")).put("budget", total - 1),
        "%d bytes or more".formatted(total));
    refuses("$.memory.budget", root -> ((ObjectNode) root.get("memory")).put("budget", -1), "-1");
  }

  @Test
  void everyFieldIsNeeded() throws IOException {
    List<String> names = List.copyOf(((ObjectNode) JSON.readTree(file)).propertyNames());
    for (String name : names) {
      refuses("$", root -> root.remove(name), name);
    }
  }

  @Test
  void everyTypeIsChecked() throws IOException {
    List<String> names = List.copyOf(((ObjectNode) JSON.readTree(file)).propertyNames());
    for (String name : names) {
      refuses("$." + name, root -> root.put(name, true), "true");
    }
  }

  @Test
  void textThatIsNoJsonIsRefused() throws IOException {
    for (String text : List.of("", "{", "[]", "{\"format\": 1, \"format\": 2}", "\"plan\"")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> PlanFile.read(file)).as(text).isInstanceOf(PlanException.class);
    }
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 2; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> PlanFile.readInsecureForTesting(file))
          .as("%d bytes", length)
          .isInstanceOf(PlanException.class);
    }
  }

  private static ArrayNode events(ObjectNode root) {
    return (ArrayNode) root.get("schedule");
  }

  private static ObjectNode event(ObjectNode root, int i) {
    return (ObjectNode) events(root).get(i);
  }

  private static int first(ObjectNode root, String kind) {
    return IntStream.range(0, events(root).size())
        .filter(i -> event(root, i).has(kind))
        .findFirst()
        .orElseThrow();
  }

  private void refuses(String place, Consumer<ObjectNode> edit, String why) throws IOException {
    byte[] before = Files.readAllBytes(file);
    ObjectNode root = (ObjectNode) JSON.readTree(before);
    edit.accept(root);
    Files.write(file, JSON.writeValueAsBytes(root));
    assertThatThrownBy(() -> PlanFile.readInsecureForTesting(file))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(place)
        .hasMessageContaining(why);
    Files.write(file, before);
  }
}
