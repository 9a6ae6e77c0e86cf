package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.rotunda.paging.pager.PagerStatistics;

/**
 * What was measured of one contender.
 *
 * @param contender the contender
 * @param seconds of every run, in order; runs of one index took place in turn
 * @param stalls how long every run waited for keys, in seconds
 * @param statistics of the last run; all runs do the same
 * @param processBytes the most physical memory of a process that only ran this contender
 * @param largestError the largest difference of a decrypted element from the clear program's
 * @param output how its outputs compare with others
 * @param timeline what happened to keys in one more run
 */
record Result(
    Contender contender,
    List<Double> seconds,
    List<Double> stalls,
    PagerStatistics statistics,
    OptionalLong processBytes,
    double largestError,
    Output output,
    Timeline timeline) {

  /** How outputs compare. */
  enum Output {
    /** The ciphertexts are bit for bit those of the reference. */
    IDENTICAL("identical"),
    /** Another program, whose decrypted outputs are within the predicted noise. */
    WITHIN_NOISE("within noise"),
    /** Neither. */
    WRONG("WRONG");

    private final String words;

    Output(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Copies the lists. */
  Result {
    seconds = List.copyOf(seconds);
    stalls = List.copyOf(stalls);
  }

  /** The time of a run. */
  MedianInterval time() {
    return MedianInterval.of(seconds);
  }

  /** The ratio to another contender's time, run by run. */
  MedianInterval timeOver(Result reference) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      ratios.add(seconds.get(i) / reference.seconds.get(i));
    }
    return MedianInterval.of(ratios);
  }

  /** The bytes that one run reads, with uniform halves if the contender keeps them. */
  long bytesRead() {
    return contender.bytesRead(statistics.bytesRead());
  }

  /**
   * By which part the bytes read exceed the least that any schedule of the same key uses reads in
   * the same memory, with seeds and with keys cut to the levels of their uses.
   */
  double overBound() {
    long least = contender.plan().prediction().leastBytesRead();
    return least == 0 ? 0 : bytesRead() / (double) least - 1;
  }

  /** The median of the time that a run waits for keys, in seconds. */
  double stallSeconds() {
    return MedianInterval.of(stalls).median();
  }
}
