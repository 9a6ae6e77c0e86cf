package org.rotunda.compiler.plan;

/** Numbers that are added to by ranges and asked for their maximum by ranges, in O(log n) each. */
final class RangeMaximum {
  private final int leaves;
  private final long[] maximum;
  private final long[] added;
  private long visits;

  /** Zeros. */
  RangeMaximum(int size) {
    leaves = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * size - 1)));
    maximum = new long[2 * leaves];
    added = new long[2 * leaves];
  }

  /** Adds to the numbers from a place to before another. */
  void add(int from, int to, long amount) {
    if (from < to && amount != 0) {
      add(1, 0, leaves, from, to, amount);
    }
  }

  private void add(int node, int low, int high, int from, int to, long amount) {
    visits++;
    if (from <= low && high <= to) {
      maximum[node] += amount;
      added[node] += amount;
      return;
    }
    int middle = (low + high) >>> 1;
    if (from < middle) {
      add(2 * node, low, middle, from, to, amount);
    }
    if (to > middle) {
      add(2 * node + 1, middle, high, from, to, amount);
    }
    maximum[node] = Math.max(maximum[2 * node], maximum[2 * node + 1]) + added[node];
  }

  /** The nodes that all operations so far have visited: the work done. */
  long visits() {
    return visits;
  }

  /** The maximum from a place to before another; {@link Long#MIN_VALUE} of none. */
  long maximum(int from, int to) {
    return from < to ? maximum(1, 0, leaves, from, to) : Long.MIN_VALUE;
  }

  private long maximum(int node, int low, int high, int from, int to) {
    visits++;
    if (from <= low && high <= to) {
      return maximum[node];
    }
    int middle = (low + high) >>> 1;
    long found = Long.MIN_VALUE;
    if (from < middle) {
      found = maximum(2 * node, low, middle, from, to);
    }
    if (to > middle) {
      found = Math.max(found, maximum(2 * node + 1, middle, high, from, to));
    }
    return found + added[node];
  }
}
