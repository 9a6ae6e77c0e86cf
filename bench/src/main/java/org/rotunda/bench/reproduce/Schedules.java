package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.Set;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/**
 * The ways in which other systems keep keys in memory, as schedules for a trace of key uses. None
 * of them cuts keys to a level.
 *
 * @param level the level that every key is loaded at, that of fresh ciphertexts
 * @param uniform what is held of uniform halves
 */
record Schedules(int level, UniformResidency uniform) {

  /** Everything is loaded at the first use and stays to the last. */
  ResidencySchedule resident(List<KeyUse> trace) {
    return inGroups(trace, List.of(0));
  }

  /**
   * A group's keys are loaded at its first use, those of later uses in the background, and dropped
   * after its last; nothing is kept from one group for the next.
   *
   * @param starts the positions in the trace at which groups start, ascending, the first one 0
   */
  ResidencySchedule inGroups(List<KeyUse> trace, List<Integer> starts) {
    List<Step> steps = new ArrayList<>();
    for (int g = 0; g < starts.size(); g++) {
      int from = starts.get(g);
      int to = g + 1 < starts.size() ? starts.get(g + 1) : trace.size();
      SequencedSet<KeyId> keys = new LinkedHashSet<>();
      trace.subList(from, to).forEach(use -> keys.add(use.id()));
      for (int i = from; i < to; i++) {
        KeyUse use = trace.get(i);
        Optional<KeyLoad> load = i == from ? Optional.of(load(use.id())) : Optional.empty();
        List<KeyLoad> prefetch =
            i == from
                ? keys.stream().filter(id -> !id.equals(use.id())).map(this::load).toList()
                : List.of();
        steps.add(step(use, load, prefetch, i == to - 1 ? List.copyOf(keys) : List.of()));
      }
    }
    return new ResidencySchedule(steps);
  }

  /** Every use loads its key, waits for it and drops it. */
  ResidencySchedule perUse(List<KeyUse> trace) {
    return new ResidencySchedule(
        trace.stream()
            .map(use -> step(use, Optional.of(load(use.id())), List.of(), List.of(use.id())))
            .toList());
  }

  /**
   * Loads run ahead in the order of uses, as far as a number of keys in memory; every use drops its
   * key. A load whose key is in memory for an earlier use waits for that use, and all later loads
   * wait behind it.
   *
   * @param saturation the most keys in memory, at least 1
   */
  ResidencySchedule inOrder(List<KeyUse> trace, int saturation) {
    List<Step> steps = new ArrayList<>();
    Set<KeyId> resident = new HashSet<>();
    int next = 0;
    for (int i = 0; i < trace.size(); i++) {
      KeyUse use = trace.get(i);
      Optional<KeyLoad> load = Optional.empty();
      if (next == i) {
        load = Optional.of(load(use.id()));
        resident.add(use.id());
        next++;
      }
      List<KeyLoad> prefetch = new ArrayList<>();
      while (next < trace.size()
          && resident.size() < saturation
          && resident.add(trace.get(next).id())) {
        prefetch.add(load(trace.get(next).id()));
        next++;
      }
      resident.remove(use.id());
      steps.add(step(use, load, prefetch, List.of(use.id())));
    }
    return new ResidencySchedule(steps);
  }

  private static Step step(
      KeyUse use, Optional<KeyLoad> load, List<KeyLoad> prefetch, List<KeyId> evictAfter) {
    return new Step(use, List.of(), load, prefetch, OptionalInt.empty(), evictAfter);
  }

  private KeyLoad load(KeyId id) {
    return new KeyLoad(id, level, uniform);
  }
}
