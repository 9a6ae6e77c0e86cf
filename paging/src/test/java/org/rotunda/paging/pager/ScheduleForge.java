package org.rotunda.paging.pager;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/** Makes random schedules that can be followed: not good ones. */
final class ScheduleForge {
  private final TestKeys keys;
  private final SplittableRandom random;
  private final UniformResidency uniform;
  private final long budget;
  private final Map<KeyId, KeyLoad> resident = new LinkedHashMap<>();

  private ScheduleForge(
      TestKeys keys, long budget, UniformResidency uniform, SplittableRandom random) {
    this.keys = keys;
    this.budget = budget;
    this.uniform = uniform;
    this.random = random;
  }

  /** A schedule for a trace within a budget that holds the largest key. */
  static ResidencySchedule schedule(
      TestKeys keys,
      List<KeyUse> trace,
      long budget,
      UniformResidency uniform,
      SplittableRandom random) {
    ScheduleForge forge = new ScheduleForge(keys, budget, uniform, random);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      steps.add(forge.step(trace.get(i), trace.subList(i + 1, trace.size())));
    }
    return new ResidencySchedule(steps);
  }

  private Step step(KeyUse use, List<KeyUse> later) {
    List<KeyId> evictBefore = new ArrayList<>();
    KeyLoad found = resident.get(use.id());
    if (found != null && found.level() < use.level()) {
      resident.remove(use.id());
      evictBefore.add(use.id());
      found = null;
    }
    Optional<KeyLoad> load = Optional.empty();
    if (found == null) {
      KeyLoad own = atRandomLevel(use);
      while (!fits(own)) {
        KeyId victim =
            resident.keySet().stream()
                .skip(random.nextInt(resident.size()))
                .findFirst()
                .orElseThrow();
        resident.remove(victim);
        evictBefore.add(victim);
      }
      resident.put(use.id(), own);
      load = Optional.of(own);
    }
    List<KeyLoad> prefetch = new ArrayList<>();
    for (KeyUse next : later.subList(0, Math.min(3, later.size()))) {
      KeyLoad ahead = atRandomLevel(next);
      if (!resident.containsKey(next.id()) && fits(ahead) && random.nextBoolean()) {
        resident.put(next.id(), ahead);
        prefetch.add(ahead);
      }
    }
    List<KeyId> evictAfter =
        resident.keySet().stream().filter(id -> random.nextInt(6) == 0).toList();
    evictAfter.forEach(resident::remove);
    return new Step(use, evictBefore, load, prefetch, shrink(use), evictAfter);
  }

  private OptionalInt shrink(KeyUse use) {
    KeyLoad held = resident.get(use.id());
    if (held == null || held.level() == 0 || random.nextInt(3) > 0) {
      return OptionalInt.empty();
    }
    int level = random.nextInt(held.level());
    resident.put(use.id(), new KeyLoad(use.id(), level, held.uniform()));
    return OptionalInt.of(level);
  }

  private KeyLoad atRandomLevel(KeyUse use) {
    int level = random.nextInt(use.level(), keys.storedLevel(use.id()) + 1);
    return new KeyLoad(use.id(), level, uniform);
  }

  private boolean fits(KeyLoad load) {
    long used = resident.values().stream().mapToLong(this::bytes).sum();
    return used + bytes(load) <= budget;
  }

  private long bytes(KeyLoad load) {
    return load.uniform().bytes(keys.parameters(), load.level());
  }
}
