package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schedule in a plan file: its events in order, each with the position in the trace of key uses
 * that it belongs to. The uses themselves follow from the program.
 */
final class ScheduleJson {
  private static final String EVICT_BEFORE = "evictBefore";
  private static final String LOAD = "load";
  private static final String PREFETCH = "prefetch";
  private static final String SHRINK = "shrink";
  private static final String EVICT_AFTER = "evictAfter";

  private final Parameters parameters;
  private final UniformResidency uniform;

  ScheduleJson(Parameters parameters, UniformResidency uniform) {
    this.parameters = parameters;
    this.uniform = uniform;
  }

  void write(ResidencySchedule schedule, ArrayNode to) {
    for (int at = 0; at < schedule.steps().size(); at++) {
      Step step = schedule.steps().get(at);
      for (KeyId id : step.evictBefore()) {
        to.addObject().put("at", at).put(EVICT_BEFORE, KeyJson.write(id));
      }
      if (step.load().isPresent()) {
        write(step.load().get(), LOAD, to.addObject().put("at", at));
      }
      for (KeyLoad load : step.prefetch()) {
        write(load, PREFETCH, to.addObject().put("at", at));
      }
      if (step.shrinkAfter().isPresent()) {
        to.addObject()
            .put("at", at)
            .put(SHRINK, KeyJson.write(step.use().id()))
            .put("level", step.shrinkAfter().getAsInt());
      }
      for (KeyId id : step.evictAfter()) {
        to.addObject().put("at", at).put(EVICT_AFTER, KeyJson.write(id));
      }
    }
  }

  private void write(KeyLoad load, String event, ObjectNode to) {
    to.put(event, KeyJson.write(load.id())).put("level", load.level());
    if (load.uniform() != uniform) {
      to.put("uniform", UniformJson.write(load.uniform()));
    }
  }

  /**
   * Reads a schedule for a trace of uses.
   *
   * @throws PlanException if an event is malformed or out of order
   */
  ResidencySchedule read(JsonPlace from, List<KeyUse> uses) {
    List<StepEvents> steps = new ArrayList<>();
    uses.forEach(use -> steps.add(new StepEvents(use)));
    int last = 0;
    for (JsonPlace event : from.elements()) {
      int at = event.field("at").whole(0, uses.size() - 1);
      if (at < last) {
        throw event.wrong(
            "an event at position %d or later is expected, but one at %d was found"
                .formatted(last, at));
      }
      last = at;
      steps.get(at).add(event);
    }
    return new ResidencySchedule(steps.stream().map(StepEvents::step).toList());
  }

  /** The events around one use, in the order of the components of a step. */
  private final class StepEvents {
    private final KeyUse use;
    private final List<KeyId> evictBefore = new ArrayList<>();
    private final List<KeyLoad> load = new ArrayList<>();
    private final List<KeyLoad> prefetch = new ArrayList<>();
    private OptionalInt shrink = OptionalInt.empty();
    private final List<KeyId> evictAfter = new ArrayList<>();

    StepEvents(KeyUse use) {
      this.use = use;
    }

    void add(JsonPlace event) {
      if (event.optional(EVICT_BEFORE).isPresent()) {
        event.requireObject("at", EVICT_BEFORE);
        requireOrder(event, load.isEmpty() && prefetch.isEmpty() && isBeforeTheUse());
        evictBefore.add(distinct(event.field(EVICT_BEFORE), evictBefore));
      } else if (event.optional(EVICT_AFTER).isPresent()) {
        event.requireObject("at", EVICT_AFTER);
        requireOrder(event, shrink.isEmpty() || !isOfUse(event.field(EVICT_AFTER)));
        evictAfter.add(distinct(event.field(EVICT_AFTER), evictAfter));
      } else if (event.optional(SHRINK).isPresent()) {
        event.requireObject("at", SHRINK, "level");
        requireOrder(event, isBeforeTheUse() && isOfUse(event.field(SHRINK)));
        shrink = OptionalInt.of(event.field("level").whole(0, parameters.maxLevel()));
      } else if (event.optional(PREFETCH).isPresent()) {
        requireOrder(event, isBeforeTheUse());
        prefetch.add(load(event, PREFETCH));
      } else {
        requireOrder(event, load.isEmpty() && prefetch.isEmpty() && isBeforeTheUse());
        load.add(ownLoad(event));
      }
    }

    private boolean isBeforeTheUse() {
      return shrink.isEmpty() && evictAfter.isEmpty();
    }

    private boolean isOfUse(JsonPlace key) {
      return KeyJson.read(key, parameters).equals(use.id());
    }

    private KeyLoad ownLoad(JsonPlace event) {
      KeyLoad own = load(event, LOAD);
      if (!own.id().equals(use.id()) || own.level() < use.level()) {
        throw event.unexpected(
            "a load of %s at level %d or above, which is used here,"
                .formatted(use.id(), use.level()));
      }
      return own;
    }

    private KeyId distinct(JsonPlace key, List<KeyId> others) {
      KeyId id = KeyJson.read(key, parameters);
      if (others.contains(id)) {
        throw key.wrong("%s is evicted twice at one place".formatted(id));
      }
      return id;
    }

    private void requireOrder(JsonPlace event, boolean inOrder) {
      if (!inOrder) {
        throw event.wrong(
            "%s, at most one %s, %s, at most one %s of the used key if it stays, and %s are expected in this order at one position"
                .formatted(EVICT_BEFORE, LOAD, PREFETCH, SHRINK, EVICT_AFTER));
      }
    }

    Step step() {
      return new Step(use, evictBefore, load.stream().findFirst(), prefetch, shrink, evictAfter);
    }
  }

  private KeyLoad load(JsonPlace event, String name) {
    event.requireObject("at", name, "level", "uniform");
    Optional<UniformResidency> own = event.optional("uniform").map(UniformJson::read);
    return new KeyLoad(
        KeyJson.read(event.field(name), parameters),
        event.field("level").whole(0, parameters.maxLevel()),
        own.orElse(uniform));
  }
}
