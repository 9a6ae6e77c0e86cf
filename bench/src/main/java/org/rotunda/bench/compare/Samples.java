package org.rotunda.bench.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One operation of two libraries, measured in turns.
 *
 * @param peer the other library
 * @param operation what was measured
 * @param key its name in JSON
 * @param threads on how many threads
 * @param peerNanos one number a round
 * @param ownNanos one number a round
 */
record Samples(
    String peer,
    String operation,
    String key,
    int threads,
    List<Double> peerNanos,
    List<Double> ownNanos) {
  Samples {
    peerNanos = List.copyOf(peerNanos);
    ownNanos = List.copyOf(ownNanos);
  }

  /** With one more round. */
  Samples with(double peerTime, double ownTime) {
    List<Double> morePeer = new ArrayList<>(peerNanos);
    morePeer.add(peerTime);
    List<Double> moreOwn = new ArrayList<>(ownNanos);
    moreOwn.add(ownTime);
    return new Samples(peer, operation, key, threads, morePeer, moreOwn);
  }

  /** The median of the other library's rounds. */
  double peerMedian() {
    return median(peerNanos);
  }

  /** The median of our rounds. */
  double ownMedian() {
    return median(ownNanos);
  }

  /** How many times longer the other library takes. */
  double ratio() {
    return peerMedian() / ownMedian();
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2;
  }
}
