package org.rotunda.bench.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Records the pager's events of one run and turns them into a timeline. */
final class KeyEvents {

  private static final String LOAD = "org.rotunda.KeyLoad";
  private static final String EVICTION = "org.rotunda.KeyEviction";
  private static final String TRUNCATION = "org.rotunda.KeyTruncation";
  private static final String STALL = "org.rotunda.KeyStall";
  private static final double NANOS_A_SECOND = 1e9;

  private KeyEvents() {}

  /** Runs something, and returns what happened to keys meanwhile. */
  static Timeline during(Path folder, Runnable run) throws IOException {
    Path file = Files.createTempFile(folder, "events", ".jfr");
    try (Recording recording = new Recording()) {
      for (String event : List.of(LOAD, TRUNCATION, EVICTION, STALL)) {
        recording.enable(event).withoutThreshold().withoutStackTrace();
      }
      recording.start();
      Instant start = Instant.now();
      run.run();
      Instant end = Instant.now();
      recording.stop();
      recording.dump(file);
      return timeline(RecordingFile.readAllEvents(file), start, end);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Timeline timeline(List<RecordedEvent> events, Instant start, Instant end) {
    List<Timeline.Stay> stays = new ArrayList<>();
    List<Timeline.Stall> stalls = new ArrayList<>();
    Map<String, Timeline.Stay> open = new HashMap<>();
    double seconds = seconds(start, end);
    for (RecordedEvent event : inOrder(events)) {
      String key = event.getString("key");
      double from = seconds(start, event.getStartTime());
      double to = seconds(start, event.getEndTime());
      switch (event.getEventType().getName()) {
        case LOAD -> {
          if (event.getBoolean("succeeded")) {
            open.put(
                key,
                new Timeline.Stay(
                    key, event.getInt("level"), event.getLong("memory"), from, to, seconds));
          }
        }
        case TRUNCATION -> {
          end(open, key, Math.min(from, seconds), stays);
          int level = event.getInt("level");
          long memory = event.getLong("memory");
          open.put(key, new Timeline.Stay(key, level, memory, from, from, seconds));
        }
        case EVICTION -> end(open, key, Math.min(from, seconds), stays);
        case STALL -> stalls.add(new Timeline.Stall(key, from, to));
        default ->
            throw new IllegalStateException("Unexpected event " + event.getEventType().getName());
      }
    }
    stays.addAll(open.values());
    stays.sort(Comparator.comparingDouble(Timeline.Stay::start));
    return new Timeline(seconds, stays, stalls);
  }

  /** Loads count from their ends, so that a key's load comes before its eviction. */
  private static List<RecordedEvent> inOrder(List<RecordedEvent> events) {
    return events.stream().sorted(Comparator.comparing(RecordedEvent::getEndTime)).toList();
  }

  private static void end(
      Map<String, Timeline.Stay> open, String key, double end, List<Timeline.Stay> stays) {
    Timeline.Stay stay = open.remove(key);
    if (stay != null) {
      stays.add(
          new Timeline.Stay(
              stay.key(), stay.level(), stay.bytes(), stay.start(), stay.ready(), end));
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / NANOS_A_SECOND;
  }
}
