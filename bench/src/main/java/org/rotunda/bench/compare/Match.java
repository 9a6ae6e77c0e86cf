package org.rotunda.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.compiler.cli.job.JobException;

/** Two libraries that are measured in turns on a number of threads. */
final class Match {
  private final PeerProgram peer;
  private final List<Operation> own;
  private List<Samples> samples;
  private boolean peerFirst = true;

  /** Nothing is measured yet. */
  Match(String peerName, PeerProgram peer, List<Operation> own, int threads) {
    this.peer = peer;
    this.own = List.copyOf(own);
    this.samples =
        own.stream()
            .map(
                operation ->
                    new Samples(
                        peerName, operation.name(), operation.key(), threads, List.of(), List.of()))
            .toList();
  }

  /** Lets this JVM compile all operations; nothing is kept. */
  void warmUp() {
    for (int i = 0; i < 2; i++) {
      own.forEach(Stopwatch::median);
    }
  }

  /** One round; who goes first alternates. */
  void round() throws IOException {
    Map<String, Double> theirs = peerFirst ? peer.measure() : Map.of();
    List<Double> ours = own.stream().map(Stopwatch::median).toList();
    if (!peerFirst) {
      theirs = peer.measure();
    }
    peerFirst = !peerFirst;
    List<Samples> more = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      Samples before = samples.get(i);
      double time =
          Optional.ofNullable(theirs.get(before.key()))
              .orElseThrow(
                  () ->
                      new JobException(
                          "The program around %s should measure %s, but it did not; build it again."
                              .formatted(before.peer(), before.key())));
      more.add(before.with(time, ours.get(i)));
    }
    samples = List.copyOf(more);
  }

  /** What was measured so far. */
  List<Samples> samples() {
    return samples;
  }
}
