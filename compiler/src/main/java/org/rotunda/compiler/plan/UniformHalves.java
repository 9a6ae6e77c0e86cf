package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/**
 * Lets keys that are used several times in one stay keep their uniform halves where the budget has
 * room left, those first that save most regeneration for their bytes and time in memory. Loads and
 * bytes read stay what they are.
 */
final class UniformHalves {
  private final Parameters parameters;
  private final long budget;
  private final StepTimes times;

  /** A time of a stay, from a step to before another, and the level of the key in it. */
  private record Segment(int from, int to, int level) {}

  /**
   * A stay of a key.
   *
   * @param load the load that begins it, at its first segment's first step
   * @param saved the seconds that whole keys save
   */
  private record Stay(KeyLoad load, List<Segment> segments, double saved) {
    int first() {
      return segments.getFirst().from();
    }
  }

  UniformHalves(Parameters parameters, long budget, StepTimes times) {
    this.parameters = parameters;
    this.budget = budget;
    this.times = times;
  }

  private long more(int level) {
    return UniformResidency.RESIDENT.bytes(parameters, level)
        - UniformResidency.LEAN.bytes(parameters, level);
  }

  /** What a second saved costs in bytes and steps. */
  private double price(Stay stay) {
    double sum = 0;
    for (Segment segment : stay.segments()) {
      sum += (double) more(segment.level()) * (segment.to() - segment.from());
    }
    return sum / stay.saved();
  }

  /** The schedule of a lean one. */
  ResidencySchedule apply(ResidencySchedule schedule) {
    RangeMaximum used = new RangeMaximum(schedule.steps().size());
    List<Stay> stays = stays(schedule.steps());
    for (Stay stay : stays) {
      for (Segment segment : stay.segments()) {
        used.add(
            segment.from(), segment.to(), stay.load().uniform().bytes(parameters, segment.level()));
      }
    }
    List<Stay> candidates =
        new ArrayList<>(stays.stream().filter(stay -> stay.saved() > 0).toList());
    candidates.sort(
        Comparator.comparingDouble(this::price)
            .thenComparingInt(Stay::first)
            .thenComparing(stay -> stay.load().id()));
    Map<Integer, Set<KeyId>> whole = new HashMap<>();
    for (Stay stay : candidates) {
      if (stay.segments().stream().allMatch(segment -> fits(segment, used))) {
        stay.segments()
            .forEach(segment -> used.add(segment.from(), segment.to(), more(segment.level())));
        whole.computeIfAbsent(stay.first(), _ -> new HashSet<>()).add(stay.load().id());
      }
    }
    return withWhole(schedule, whole);
  }

  private boolean fits(Segment segment, RangeMaximum used) {
    return used.maximum(segment.from(), segment.to()) + more(segment.level()) <= budget;
  }

  private static ResidencySchedule withWhole(
      ResidencySchedule schedule, Map<Integer, Set<KeyId>> whole) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < schedule.steps().size(); i++) {
      Step step = schedule.steps().get(i);
      Set<KeyId> keys = whole.getOrDefault(i, Set.of());
      UnaryOperator<KeyLoad> load =
          lean ->
              keys.contains(lean.id())
                  ? new KeyLoad(lean.id(), lean.level(), UniformResidency.RESIDENT)
                  : lean;
      steps.add(
          new Step(
              step.use(),
              step.evictBefore(),
              step.load().map(load),
              step.prefetch().stream().map(load).toList(),
              step.shrinkAfter(),
              step.evictAfter()));
    }
    return new ResidencySchedule(steps);
  }

  /** The stays of lean keys; the regeneration at a load is counted against those at uses. */
  private List<Stay> stays(List<Step> steps) {
    List<Stay> stays = new ArrayList<>();
    Map<KeyId, Stay> open = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int end = i;
      for (KeyId id : step.evictBefore()) {
        Optional.ofNullable(open.remove(id)).ifPresent(stay -> end(stay, end, stays));
      }
      for (KeyLoad load : KeyResidency.loads(step)) {
        open.put(
            load.id(),
            new Stay(
                load,
                new ArrayList<>(List.of(new Segment(i, i, load.level()))),
                -times.regeneration(load.level())));
      }
      KeyId used = step.use().id();
      Stay stay = open.get(used);
      if (stay != null) {
        open.put(
            used,
            new Stay(
                stay.load(),
                stay.segments(),
                stay.saved() + times.regeneration(step.use().level())));
        if (step.shrinkAfter().isPresent()) {
          close(stay.segments(), i + 1);
          stay.segments().add(new Segment(i + 1, i + 1, step.shrinkAfter().getAsInt()));
        }
      }
      for (KeyId id : step.evictAfter()) {
        Optional.ofNullable(open.remove(id)).ifPresent(ended -> end(ended, end + 1, stays));
      }
    }
    return stays;
  }

  private static void close(List<Segment> segments, int to) {
    Segment last = segments.removeLast();
    segments.add(new Segment(last.from(), to, last.level()));
  }

  private static void end(Stay stay, int to, List<Stay> stays) {
    close(stay.segments(), to);
    stays.add(stay);
  }
}
