package org.rotunda.paging.pager;

/** The counters behind {@link PagerStatistics}. Used with the pager's lock held. */
final class Accounting {
  private final long budget;
  private long residentBytes;
  private long peakBytes;
  private long loads;
  private long failedLoads;
  private long bytesRead;
  private long hits;
  private long evictions;
  private long stallNanos;
  private long prefetchesUsed;
  private long prefetchesWasted;
  private long joins;
  private long retries;
  private long bufferBytes;
  private long peakBufferBytes;

  Accounting(long budget) {
    this.budget = budget;
  }

  void reserved(long bytes) {
    residentBytes += bytes;
    peakBytes = Math.max(peakBytes, residentBytes);
  }

  void loaded(long read) {
    loads++;
    bytesRead += read;
  }

  void failed(long bytes) {
    residentBytes -= bytes;
    failedLoads++;
  }

  void evicted(long bytes) {
    residentBytes -= bytes;
    evictions++;
  }

  void shrunk(long bytes) {
    residentBytes -= bytes;
  }

  void joined() {
    joins++;
  }

  void triedAgain() {
    retries++;
  }

  void buffered(long bytes) {
    bufferBytes += bytes;
    peakBufferBytes = Math.max(peakBufferBytes, bufferBytes);
  }

  void hit() {
    hits++;
  }

  void stalled(long nanos) {
    stallNanos += nanos;
  }

  void prefetchUsed() {
    prefetchesUsed++;
  }

  void prefetchWasted() {
    prefetchesWasted++;
  }

  PagerStatistics snapshot() {
    return new PagerStatistics(
        budget,
        residentBytes,
        peakBytes,
        loads,
        failedLoads,
        bytesRead,
        hits,
        evictions,
        stallNanos,
        prefetchesUsed,
        prefetchesWasted,
        joins,
        retries,
        peakBufferBytes);
  }
}
