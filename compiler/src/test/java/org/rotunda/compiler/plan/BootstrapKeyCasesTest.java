package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rotunda.compiler.plan.LifetimeCases.assertNothingIsLeft;
import static org.rotunda.compiler.plan.LifetimeCases.steps;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;
import org.rotunda.keys.material.KeyRequest;

/**
 * Situations of KeyMemRT's compiler tests (its targets {@code keymemrt_tests}) with bootstraps,
 * each as a program with the outcome that is right.
 */
class BootstrapKeyCasesTest {
  private static final int BOOTSTRAP_SLOTS = 1 << 11;
  private static final BootstrapPlan BOOTSTRAP = BootstrapPreset.INSECURE_N12_REAL.plan();

  // Their merge_rotation_keys_bootstrap.
  @Test
  void aKeyFromBeforeABootstrapIsUsedInItAndAfterItAndEveryOtherKeyOfItIsLoadedAndDroppedOnce() {
    Plan plan = bootstrapping("output y: rotate(bootstrap(rotate(x, 16)), 16);", true);
    KeyId shared = bootstrapKey(16);

    assertThat(BOOTSTRAP.keyUses()).extracting(KeyUse::id).contains(shared);
    assertThat(plan.prediction().loads()).isEqualTo(plan.prediction().keys());
    assertThat(evictions(plan, shared)).isEqualTo(1);
    assertThat(steps(plan).getLast().evictAfter()).contains(shared);
    assertThat(plan.requests())
        .filteredOn(request -> !request.id().equals(shared))
        .containsExactlyInAnyOrderElementsOf(
            BOOTSTRAP.requiredKeys().stream()
                .filter(key -> !key.id().equals(shared))
                .map(key -> new KeyRequest(key.id(), key.level()))
                .toList());
    assertNothingIsLeft(plan);
  }

  // Their merge_rotation_keys_bootstrap, which holds all 53 keys throughout.
  @Test
  void aBootstrapTakesAFewKeysAtATimeWhereTheirsHoldsAllOfThem() {
    Plan plan = bootstrapping("output y: rotate(bootstrap(rotate(x, 16)), 16);", false);

    assertThat(plan.prediction().peakKeyBytes()).isLessThanOrEqualTo(3 * bootstrapKeyBytes());
    assertThat(plan.prediction().keySetBytes()).isGreaterThan(10 * bootstrapKeyBytes());
    assertNothingIsLeft(plan);
  }

  // Their merge_rotation_keys_two_bootstraps.
  @Test
  void twoBootstrapsLoadEveryKeyOnceBeforeItsFirstUseAndDropItAfterItsLastIfMemoryAllows() {
    Plan plan = bootstrapping("output y: bootstrap(bootstrap(x));", true);

    assertThat(plan.prediction().uses()).isEqualTo(2 * BOOTSTRAP.keyUses().size());
    assertThat(plan.prediction().keys()).isEqualTo(BOOTSTRAP.requiredKeys().size());
    assertThat(plan.prediction().loads()).isEqualTo(plan.prediction().keys());
    assertNothingIsLeft(plan);
  }

  // Their merge_rotation_keys_two_bootstraps, with less memory than all keys take.
  @Test
  void twoBootstrapsInLittleMemoryReadLessThanEachByItself() {
    Plan both = bootstrapping("output y: bootstrap(bootstrap(x));", false);
    Plan one = bootstrapping("output y: bootstrap(x);", false);

    assertThat(both.prediction().bytesRead()).isLessThan(2 * one.prediction().bytesRead());
    assertThat(both.prediction().gap()).isLessThan(0.1);
    assertNothingIsLeft(both);
  }

  // Their merge_rotation_keys_bootstrap_loop_bootstrap, which is disabled.
  @Test
  void keysOfALoopBetweenTwoBootstrapsAreSharedWithBothWhereTheirsCannotYet() {
    Plan plan =
        bootstrapping(
            """
            y = bootstrap(x);
            for i in 0..33 { y = y + rotate(y, 16 * i); }
            output z: bootstrap(y);
            """,
            true);
    Set<KeyId> loop =
        plan.trace().uses().stream()
            .filter(use -> plan.program().definition(use.by()) instanceof Op.Rotate)
            .map(use -> use.use().id())
            .collect(Collectors.toSet());
    Set<KeyId> own = BOOTSTRAP.requiredKeys().stream().map(KeyUse::id).collect(Collectors.toSet());

    assertThat(loop).isNotEmpty().anyMatch(own::contains).anyMatch(id -> !own.contains(id));
    loop.addAll(own);
    assertThat(plan.prediction().loads()).isEqualTo(loop.size());
    assertNothingIsLeft(plan);
  }

  /** With memory for all keys, or for two or three. */
  private static Plan bootstrapping(String statements, boolean allKeys) {
    String text =
        "program p; slots %d; input x: tensor[%d]; %s"
            .formatted(BOOTSTRAP_SLOTS, BOOTSTRAP_SLOTS, statements);
    return new Compiler(allKeys ? Long.MAX_VALUE / 2 : 3 * bootstrapKeyBytes())
        .compileAsWritten(ProgramText.parse(text, _ -> Weights.none()), Target.of(BOOTSTRAP));
  }

  private static long bootstrapKeyBytes() {
    Parameters own = BOOTSTRAP.parameters();
    return own.keyHalfBytes(own.maxLevel());
  }

  private static KeyId bootstrapKey(int amount) {
    int degree = BOOTSTRAP.parameters().degree();
    return KeyUses.rotation(amount, BOOTSTRAP_SLOTS, degree, 0).orElseThrow().id();
  }

  private static long evictions(Plan plan, KeyId id) {
    return steps(plan).stream()
        .flatMap(step -> Stream.concat(step.evictBefore().stream(), step.evictAfter().stream()))
        .filter(id::equals)
        .count();
  }
}
