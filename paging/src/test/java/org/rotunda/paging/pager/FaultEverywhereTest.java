package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.MemoryPages;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.StoreInspection;
import org.rotunda.paging.store.UniformResidency;

/** A fault at every read of a run, one that passes and one that doesn't. */
class FaultEverywhereTest {
  private static final int TRACE = 25;

  @ParameterizedTest
  @ValueSource(strings = {"planned", "on demand", "resident"})
  void aFaultThatPassesIsTriedAgainAndOneThatStaysIsTyped(String policy) throws Exception {
    TestKeys keys = new TestKeys();
    FaultyPages device = new FaultyPages(keys.source());
    SplittableRandom random = new SplittableRandom(7);
    List<KeyUse> trace = keys.trace(TRACE, random);
    long budget = 2 * keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    ResidencySchedule schedule =
        ScheduleForge.schedule(keys, trace, budget, UniformResidency.LEAN, random);
    byte[] content = ((MemoryPages) keys.source()).content();
    try (KeyStore store = keys.open(device)) {
      ResidencyPolicy how =
          switch (policy) {
            case "planned" -> new ResidencyPolicy.Planned(schedule);
            case "on demand" -> new ResidencyPolicy.OnDemand();
            default -> ResidencyPolicy.Resident.everything(store, UniformResidency.LEAN);
          };
      PagerSettings settings =
          PagerSettings.of(how instanceof ResidencyPolicy.Resident ? 20 * budget : budget, UniformResidency.LEAN)
              .withLoaders(2);
      device.fail(Integer.MAX_VALUE, 0);
      assertThat(run(keys, store, settings, how, trace).failure()).isEmpty();
      int reads = device.count();
      assertThat(reads).isGreaterThan(settings.attempts());
      for (int read = 0; read < reads; read++) {
        String context = "%s, read %d".formatted(policy, read);
        device.fail(read, 1);
        Outcome passing = run(keys, store, settings, how, trace);
        assertThat(passing.failure()).as(context).isEmpty();
        assertThat(passing.statistics().retries()).as(context).isEqualTo(1);
        device.fail(read, Integer.MAX_VALUE);
        Outcome lasting = run(keys, store, settings, how, trace);
        assertThat(lasting.failure())
            .as(context)
            .containsInstanceOf(KeyUnavailableException.NotLoaded.class);
        assertThat(lasting.failure().orElseThrow()).as(context).hasCauseInstanceOf(StoreException.Io.class);
        assertThat(lasting.statistics().residentBytes()).as(context).isZero();
      }
    }
    assertThat(((MemoryPages) keys.source()).content()).isEqualTo(content);
    assertThat(StoreInspection.verify(keys.source()).damage()).isEmpty();
  }

  private record Outcome(Optional<KeyUnavailableException> failure, PagerStatistics statistics) {}

  /** A run to its end or its first failure, every key compared with the original. */
  private static Outcome run(
      TestKeys keys,
      KeyStore store,
      PagerSettings settings,
      ResidencyPolicy policy,
      List<KeyUse> trace)
      throws InterruptedException {
    Stage stage = new Stage(0);
    PoisoningPool pool = new PoisoningPool(keys.parameters().degree(), settings.budget());
    List<KeyUnavailableException> failures = new ArrayList<>();
    List<PagerStatistics> end = new ArrayList<>();
    stage.perform(
        List.of(
            () -> {
              Pager pager = new Pager(store, settings, pool, stage, stage.threads());
              try (pager;
                  KeySession session = pager.open(policy)) {
                for (KeyUse use : trace) {
                  try (KeyLease lease = session.acquire(use.id(), use.level())) {
                    keys.requireSame(lease, use.level(), "fault");
                  }
                }
              } catch (KeyUnavailableException e) {
                failures.add(e);
              }
              end.add(pager.statistics());
            }));
    assertThat(pool.usedBytes()).isZero();
    return new Outcome(failures.stream().findFirst(), end.getFirst());
  }
}
