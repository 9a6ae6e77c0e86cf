package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.execution.EncryptedProgram;
import org.rotunda.compiler.execution.ExecutionListener;
import org.rotunda.compiler.pass.NoisePrediction;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.SmallTargets;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.pager.KeySession;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;
import org.rotunda.paging.store.UniformResidency;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Plans of programs with bootstraps, from their files to runs with paged keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BootstrappedPlanTest {
  private static final int SLOTS = 64;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Target target = SmallTargets.real(SLOTS);
  private final Parameters parameters = target.parameters();
  private final BootstrapPlan bootstrap = target.bootstrap().orElseThrow().pass();
  private final Program program = parse("for i in 1..16 { x = rotate(x * x, i); } output y: x;");

  @TempDir private Path folder;
  private Plan plan;

  @BeforeAll
  void compile() {
    plan = new Compiler(3 * lean(parameters.maxLevel())).compile(program, target);
  }

  private long lean(int level) {
    return UniformResidency.LEAN.bytes(parameters, level);
  }

  private static Program parse(String statements) {
    return ProgramText.parse(
        "program deep; slots %d; input x: tensor[%d]; %s".formatted(SLOTS, SLOTS, statements),
        _ -> Weights.none());
  }

  @Test
  void keysAreGeneratedAtTheHighestLevelOfTheirUsesAndNoHigher() {
    assertThat(plan.bootstraps()).isEqualTo(1);
    Map<KeyId, Integer> highest = new HashMap<>();
    plan.trace().keyUses().forEach(use -> highest.merge(use.id(), use.level(), Math::max));
    assertThat(plan.requests())
        .hasSize(highest.size())
        .allMatch(request -> highest.getOrDefault(request.id(), -1) == request.level());
    for (KeyUse key : bootstrap.requiredKeys()) {
      assertThat(highest.getOrDefault(key.id(), -1)).isGreaterThanOrEqualTo(key.level());
    }
    assertThat(plan.requests())
        .contains(new KeyRequest(new KeyId.Encapsulation(KeyId.Encapsulation.Direction.INTO), 0));
  }

  @Test
  void allPoliciesGiveTheSameBitsWithThePredictedError() throws IOException {
    TestScheme scheme = new TestScheme(parameters, 1);
    EncryptedProgram encrypted =
        new EncryptedProgram(program, plan.program(), plan.splits(), target, scheme);
    Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(program, 1);
    Map<String, List<Ciphertext>> ciphertexts = encrypted.encrypt(inputs);
    List<long[][]> results = new ArrayList<>();
    try (KeyStore store = store(scheme)) {
      for (ResidencyPolicy policy :
          List.of(
              new ResidencyPolicy.Planned(plan.schedule()),
              new ResidencyPolicy.OnDemand(),
              ResidencyPolicy.Resident.everything(store, plan.uniform()))) {
        long budget =
            policy instanceof ResidencyPolicy.Resident
                ? plan.prediction().keySetBytes()
                : plan.keyBudget();
        LimbPool limbs = new LimbPool(parameters.degree(), budget);
        try (Pager pager = new Pager(store, budget, plan.uniform(), 1, limbs)) {
          Map<String, List<Ciphertext>> outputs;
          try (KeySession session = pager.open(policy)) {
            outputs = encrypted.backend().run(ciphertexts, session, ExecutionListener.none());
          }
          if (policy instanceof ResidencyPolicy.Planned) {
            assertThat(pager.statistics().loads()).isEqualTo(plan.prediction().loads());
            assertThat(pager.statistics().peakBytes()).isEqualTo(plan.prediction().peakKeyBytes());
          }
          Ciphertext y = outputs.getOrDefault("y", List.of()).getFirst();
          results.add(Limbs.of(y));
          requireAsPredicted(encrypted, inputs, y);
          EncryptedProgram.close(outputs);
        }
      }
    }
    for (long[][] result : results) {
      assertThat(result).isDeepEqualTo(results.getFirst());
    }
  }

  private void requireAsPredicted(
      EncryptedProgram encrypted, Map<String, List<ComplexVector>> inputs, Ciphertext y) {
    ComplexVector expected = encrypted.clear(inputs).getOrDefault("y", List.of()).getFirst();
    double error =
        SlotErrors.of(
                ComplexVector.ofReal(encrypted.scheme().decrypt(y).real()),
                ComplexVector.ofReal(expected.real()))
            .rootMeanSquare();
    double predicted =
        NoisePrediction.of(plan.program(), plan.splits(), target, inputs, 1)
            .slotDeviation(plan.program().outputs().getFirst().parts().getFirst());
    assertThat(error / predicted).isBetween(0.7, 1.4);
  }

  private KeyStore store(TestScheme scheme) throws IOException {
    Path file = folder.resolve("evaluation.keys");
    SeededRandom random = new SeededRandom(1);
    KeySetId keySet = KeySetId.fresh(random);
    try (KeyStoreWriter writer =
            KeyStoreWriter.create(file, parameters, keySet, new StoreAuthentication.None());
        KeySetGenerator generator =
            new KeySetGenerator(
                scheme.context(),
                scheme.engine(),
                scheme.secret(),
                keySet,
                random,
                SecretKeyAccess.onKeyOwnersMachine())) {
      generator.generate(plan.requests(), writer, (_, _, _) -> {});
    }
    return KeyStore.open(file, parameters);
  }

  @Test
  void readPlanIsTheOneWritten() throws IOException {
    Path file = folder.resolve("plan.json");
    PlanFile.write(file, plan, folder);
    assertThat(PlanFile.readInsecureForTesting(file).plan()).isEqualTo(plan);
    assertThat(PlanFile.readMemory(file).run().diagonalBytes()).isEqualTo(bootstrap.matrixBytes());
  }

  @Test
  void readPlanHasThePassesOfTheOneWritten() throws IOException {
    Target twice = SmallTargets.twoPasses(SLOTS);
    Plan iterated = new Compiler(3 * lean(parameters.maxLevel())).compile(program, twice);
    Path file = folder.resolve("iterated.json");
    PlanFile.write(file, iterated, folder);
    assertThat(PlanFile.readInsecureForTesting(file).plan()).isEqualTo(iterated);
    assertThat(iterated.trace().keyUses())
        .hasSizeGreaterThan(
            2 * iterated.bootstraps() * twice.bootstrap().orElseThrow().pass().keyUses().size());
  }

  @Test
  void otherBootstrapsThanTheProgramsAreRefused() throws IOException {
    refuses("$.program", root -> root.remove("bootstrap"), "made for it");
    refuses("$.program", root -> bootstrap(root).put("slots", 128), "planned for 128");
    refuses("$.program", root -> bootstrap(root).put("slotsToCoeffsLevels", 4), "from level 4");
    refuses("$.bootstrap", root -> bootstrap(root).put("coeffsToSlotsLevels", 6), "between 1");
    refuses("$.bootstrap.order", root -> bootstrap(root).put("order", "first"), "one of");
    refuses("$.bootstrap.arcsine", root -> bootstrap(root).put("arcsine", 2), "1, 3, 5 or 7");
    refuses("$.bootstrap.magnitudeBits", root -> bootstrap(root).put("magnitudeBits", 99), "99");
    refuses("$.bootstrap", root -> bootstrap(root).put("log2Failure", 1), "negative");
    refuses("$.bootstrap", root -> bootstrap(root).put("iterations", 2), "iterations");
    refuses("$.bootstrap.passes", root -> bootstrap(root).put("passes", 9), "9");
    refuses("$.bootstrap.bitsAPass", root -> bootstrap(root).put("bitsAPass", 0), "0");
    refuses("$.bootstrap.bitsAPass", root -> bootstrap(root).put("bitsAPass", 1024), "1 to 52");
    refuses("$.program", root -> bootstrap(root).put("passes", 2), "up to 12");
    refuses("$.bootstrap", root -> bootstrap(root).remove("content"), "content");
  }

  @Test
  void morePassesOrBitsAPassThanItsPlanReachesAreRefused() throws IOException {
    Plan iterated =
        new Compiler(3 * lean(parameters.maxLevel()))
            .compile(program, SmallTargets.twoPasses(SLOTS));
    String place = "$.bootstrap.bitsAPass";
    refuses(iterated, place, root -> bootstrap(root).put("bitsAPass", 1024), "1 to 52");
    refuses(iterated, place, root -> bootstrap(root).put("bitsAPass", 40), "bits are expected");
    refuses(iterated, place, root -> bootstrap(root).put("bitsAPass", 18), "18 was found");
    refuses(iterated, place, root -> bootstrap(root).put("passes", 8), "1 to 7");
    refuses(iterated, place, root -> bootstrap(root).put("logMessageRatio", 8), "16 was found");
  }

  private static ObjectNode bootstrap(ObjectNode root) {
    return (ObjectNode) root.get("bootstrap");
  }

  private void refuses(String place, Consumer<ObjectNode> edit, String why) throws IOException {
    refuses(plan, place, edit, why);
  }

  private void refuses(Plan written, String place, Consumer<ObjectNode> edit, String why)
      throws IOException {
    Path file = folder.resolve("edited.json");
    PlanFile.write(file, written, folder);
    ObjectNode root = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    edit.accept(root);
    Files.write(file, JSON.writeValueAsBytes(root));
    assertThatThrownBy(() -> PlanFile.readInsecureForTesting(file))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(place)
        .hasMessageContaining(why);
  }

  @Test
  void timesCoverEveryUseOfAKeyAndTakeTheSumOfBootstrapsAndTheRest() {
    Supplier<List<Double>> spans =
        () -> new OperationTimes(plan.program(), target, CostModel.nominal()).spans(plan.splits());
    assertThat(spans.get()).hasSize(plan.prediction().uses() + 1).allMatch(span -> span >= 0);
    assertThat(plan.time(CostModel.nominal()).seconds())
        .isGreaterThan(spans.get().stream().mapToDouble(Double::doubleValue).sum() - 1e-9);
  }

  @Test
  void aMemoryBudgetCoversBootstrapsToo() {
    MemoryPrediction unbounded = MemoryPrediction.of(plan, 1, 1);
    long budget = unbounded.totalBytes() - 1;
    Plan smaller = new MemoryBudget(budget, 1, 1).compile(program, target, plan.keyBudget());
    assertThat(MemoryPrediction.of(smaller, 1, 1).totalBytes()).isLessThanOrEqualTo(budget);
    LimbPrediction limbs = unbounded.planned();
    assertThat(unbounded.totalBytes(limbs, 2) - unbounded.totalBytes(limbs, 1))
        .as("matrices are shared")
        .isLessThanOrEqualTo(
            limbs.workingBytes()
                + limbs.keyBytes()
                + unbounded.matrixBytes()
                + unbounded.encodingBytes());
  }

  @Test
  void targetsAreFoundByDepthAndContent() {
    TargetChoice choice = new TargetChoice(20, 4, 1);
    Program shallow = parse("output y: x * x;");
    assertThat(choice.find(shallow).preset()).isEmpty();
    assertThat(choice.find(shallow).target().bootstrap()).isEmpty();
    Program manual = parse("output y: bootstrap(x);");
    assertThat(choice.find(manual).preset()).contains(BootstrapPreset.N16_REAL);
    Program complex = parse("output y: bootstrap(x * complex(0, 1));");
    assertThat(choice.find(complex).preset()).contains(BootstrapPreset.N16_COMPLEX);
    Program deep = parse("for i in 1..70 { x = x * x; } output y: x;");
    TargetChoice.Choice found = choice.find(deep);
    assertThat(found.preset()).contains(BootstrapPreset.N16_REAL);
    assertThat(found.target().magnitudeBits()).isEqualTo(1);
    assertThat(found.target().bootstrap())
        .map(b -> b.pass().bootstrap().slots())
        .isEqualTo(Optional.of(SLOTS));
    Plan large = new Compiler(Long.MAX_VALUE / 2).compile(deep, found.target());
    // 13 levels after the last bootstrap, 13 - 3 before each.
    assertThat(large.bootstraps()).isEqualTo(6);
    assertThat(large.program().ops())
        .filteredOn(Op.Input.class::isInstance)
        .allMatch(op -> large.program().type(op.result()).level() <= 13);
  }
}
