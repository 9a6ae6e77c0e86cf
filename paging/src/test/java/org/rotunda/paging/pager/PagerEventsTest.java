package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PagerEventsTest extends OnFlakyStore {
  @Test
  void loadsEvictionsAndStallsAreFlightRecorderEvents(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      for (String event : List.of("KeyLoad", "KeyEviction", "KeyStall")) {
        recording.enable("org.rotunda." + event).withoutThreshold();
      }
      recording.start();
      Step step =
          new Step(
              keys.use(0, 4),
              List.of(),
              Optional.of(new KeyLoad(keys.id(0), 4, UniformResidency.LEAN)),
              List.of(new KeyLoad(keys.id(1), 2, UniformResidency.LEAN)),
              List.of());
      ResidencySchedule schedule = new ResidencySchedule(List.of(step, Step.hit(keys.use(1, 1))));
      try (Pager pager = pager(2 * largest);
          KeySession session = pager.open(new ResidencyPolicy.Planned(schedule))) {
        session.acquire(keys.id(0), 4).close();
        session.acquire(keys.id(1), 1).close();
      }
      recording.stop();
      recording.dump(file);
    }
    List<String> loads = new ArrayList<>();
    List<String> evictions = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      switch (event.getEventType().getName()) {
        case "org.rotunda.KeyLoad" ->
            loads.add(event.getString("key") + " " + event.getBoolean("prefetch"));
        case "org.rotunda.KeyEviction" -> evictions.add(event.getString("key"));
        default -> assertThat(event.getEventType().getName()).isEqualTo("org.rotunda.KeyStall");
      }
    }
    assertThat(loads).containsExactlyInAnyOrder(keys.id(0) + " false", keys.id(1) + " true");
    assertThat(evictions).containsExactlyInAnyOrder(keys.id(0).toString(), keys.id(1).toString());
  }
}
