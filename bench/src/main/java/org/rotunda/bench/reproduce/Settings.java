package org.rotunda.bench.reproduce;

import java.nio.file.Path;
import java.util.List;

/**
 * What to reproduce.
 *
 * @param workload the workload's name
 * @param logDegree log2 N is at least this
 * @param threads threads of one evaluation
 * @param loaders keys read at a time
 * @param images how many inputs, used in turn
 * @param pairs how often every contender runs
 * @param only names of contenders besides the reference; all if empty
 * @param folder where keys and ciphertexts lie meanwhile
 */
record Settings(
    String workload,
    int logDegree,
    int threads,
    int loaders,
    int images,
    int pairs,
    List<String> only,
    Path folder) {

  /** Copies the list. */
  Settings {
    only = List.copyOf(only);
  }

  MemoryProbe.Task probe(String contender) {
    return new MemoryProbe.Task(workload, logDegree, threads, loaders, contender, folder);
  }
}
