package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/**
 * Moves each load to the step before its use, where it overlaps with that step's work, if the
 * budget has room for it there. The keys dropped for it are dropped earlier too, unless the earlier
 * step uses one of them. Loads are none the more.
 */
final class ReadAhead {
  private final Parameters parameters;
  private final long budget;

  ReadAhead(Parameters parameters, long budget) {
    this.parameters = parameters;
    this.budget = budget;
  }

  ResidencySchedule apply(ResidencySchedule schedule) {
    List<Step> steps = new ArrayList<>(schedule.steps());
    long[] during = new long[steps.size()];
    long[] freed = new long[steps.size()];
    followBytes(steps, during, freed);
    for (int i = 1; i < steps.size(); i++) {
      Step step = steps.get(i);
      Step before = steps.get(i - 1);
      if (step.load().isPresent() && canDropEarlier(step, before)) {
        KeyLoad load = step.load().get();
        long needed = during[i - 1] - freed[i] + bytes(load);
        if (needed <= budget) {
          steps.set(i - 1, extended(before, step.evictBefore(), load));
          steps.set(
              i,
              new Step(
                  step.use(), List.of(), Optional.empty(), step.prefetch(), step.evictAfter()));
          during[i - 1] = needed;
        }
      }
    }
    return new ResidencySchedule(steps);
  }

  private static boolean canDropEarlier(Step step, Step before) {
    return !step.evictBefore().contains(before.use().id())
        && !before.evictAfter().contains(step.use().id());
  }

  private static Step extended(Step step, List<KeyId> evictBefore, KeyLoad prefetch) {
    List<KeyId> evictions = new ArrayList<>(step.evictBefore());
    evictions.addAll(evictBefore);
    List<KeyLoad> prefetches = new ArrayList<>(step.prefetch());
    prefetches.add(prefetch);
    return new Step(step.use(), evictions, step.load(), prefetches, step.evictAfter());
  }

  private long bytes(KeyLoad load) {
    return load.uniform().bytes(parameters, load.level());
  }

  private static List<KeyLoad> loads(Step step) {
    List<KeyLoad> loads = new ArrayList<>(step.prefetch());
    step.load().ifPresent(loads::add);
    return loads;
  }

  /** Fills in the bytes in memory while each step's use runs, and those dropped before it. */
  private void followBytes(List<Step> steps, long[] during, long[] freed) {
    Map<KeyId, Long> resident = new HashMap<>();
    long used = 0;
    for (int i = 0; i < during.length; i++) {
      Step step = steps.get(i);
      freed[i] = drop(step.evictBefore(), resident);
      used -= freed[i];
      for (KeyLoad load : loads(step)) {
        resident.put(load.id(), bytes(load));
        used += bytes(load);
      }
      during[i] = used;
      used -= drop(step.evictAfter(), resident);
    }
  }

  private static long drop(List<KeyId> ids, Map<KeyId, Long> resident) {
    long freed = 0;
    for (KeyId id : ids) {
      Long bytes = resident.remove(id);
      freed += bytes == null ? 0 : bytes;
    }
    return freed;
  }
}
