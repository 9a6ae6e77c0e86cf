package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/**
 * When a key is used and in memory, by positions in the trace of key uses.
 *
 * @param id which key
 * @param uses the positions of its uses, ascending
 * @param stays its times in memory, ascending
 */
public record KeyResidency(KeyId id, List<Integer> uses, List<Stay> stays) {
  /**
   * A time in memory.
   *
   * @param load the load that begins it
   * @param from the first step that it is in memory
   * @param to the last step that it is in memory
   */
  public record Stay(KeyLoad load, int from, int to) {
    /** Whether a step is in it. */
    public boolean contains(int step) {
      return from <= step && step <= to;
    }
  }

  /** Copies the lists. */
  public KeyResidency {
    uses = List.copyOf(uses);
    stays = List.copyOf(stays);
  }

  /** The keys of a schedule, in the order of their first uses. */
  public static List<KeyResidency> of(ResidencySchedule schedule) {
    Map<KeyId, List<Integer>> uses = new TreeMap<>();
    Map<KeyId, List<Stay>> stays = new TreeMap<>();
    List<KeyId> order = new ArrayList<>();
    List<Step> steps = schedule.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      for (KeyId id : step.evictBefore()) {
        end(stays.getOrDefault(id, List.of()), i - 1);
      }
      for (KeyLoad load : loads(step)) {
        stays.computeIfAbsent(load.id(), _ -> new ArrayList<>()).add(new Stay(load, i, i));
      }
      KeyId used = step.use().id();
      if (!uses.containsKey(used)) {
        order.add(used);
      }
      uses.computeIfAbsent(used, _ -> new ArrayList<>()).add(i);
      for (KeyId id : step.evictAfter()) {
        end(stays.getOrDefault(id, List.of()), i);
      }
    }
    return order.stream()
        .map(
            id ->
                new KeyResidency(
                    id, uses.getOrDefault(id, List.of()), stays.getOrDefault(id, List.of())))
        .toList();
  }

  /** The loads that a step starts, in order. */
  static List<KeyLoad> loads(Step step) {
    List<KeyLoad> loads = new ArrayList<>(step.load().stream().toList());
    loads.addAll(step.prefetch());
    return loads;
  }

  private static void end(List<Stay> stays, int to) {
    Stay last = stays.removeLast();
    stays.add(new Stay(last.load(), last.from(), to));
  }

  /** Whether the key is in memory at a step. */
  public boolean isPresent(int step) {
    return stays.stream().anyMatch(stay -> stay.contains(step));
  }
}
