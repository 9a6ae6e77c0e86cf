package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened to keys in one run, in seconds from its start.
 *
 * @param seconds how long the run took
 * @param stays keys in memory, in the order of their loads
 * @param stalls times that uses waited for keys
 */
record Timeline(double seconds, List<Stay> stays, List<Stall> stalls) {

  /** Copies the lists. */
  Timeline {
    stays = List.copyOf(stays);
    stalls = List.copyOf(stalls);
  }

  /** Counts the time until the last key is there as a wait of the program. */
  Timeline withWaitForAll() {
    double ready = stays.stream().mapToDouble(Stay::ready).max().orElse(0);
    List<Stall> all = new ArrayList<>(List.of(new Stall("all keys", 0, ready)));
    all.addAll(stalls);
    return new Timeline(seconds, stays, all);
  }

  /**
   * One key in memory at one level.
   *
   * @param key which key
   * @param level the level it was loaded at, or truncated to
   * @param bytes what it took in memory
   * @param start when its load started, from which on its bytes count, or it was truncated
   * @param ready when it was there; the same as the start if it was truncated
   * @param end when it left, or was truncated
   */
  record Stay(String key, int level, long bytes, double start, double ready, double end) {

    /** Whether it was loaded, and not truncated from a higher level. */
    boolean isLoaded() {
      return ready > start;
    }
  }

  /**
   * A use that waited.
   *
   * @param key for which key
   * @param start from when
   * @param end until when
   */
  record Stall(String key, double start, double end) {}
}
