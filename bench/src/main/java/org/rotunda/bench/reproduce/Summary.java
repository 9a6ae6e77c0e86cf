package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cli.job.ByteSize;

/** The words and numbers that every form of a report has in common. */
record Summary(Measurement measurement) {

  /** A name and what it is. */
  record Fact(String name, String value) {}

  /**
   * A column.
   *
   * @param text its heading
   * @param words whether it holds words, not numbers
   */
  record Heading(String text, boolean words) {}

  /** What was run, and on what. */
  List<Fact> facts() {
    Parameters parameters = measurement.parameters();
    return List.of(
        new Fact(
            "workload",
            measurement.workload().name() + ": " + measurement.workload().description()),
        new Fact(
            "parameters",
            "N = 2^%d, %d levels, scale 2^%d, log2 QP = %.0f, %d special primes, digits of %d"
                .formatted(
                    parameters.logDegree(),
                    parameters.maxLevel(),
                    parameters.logScale(),
                    parameters.logQp(),
                    parameters.p().size(),
                    parameters.digitSize())),
        new Fact(
            "keys",
            "%d keys, used %d times; the full key set takes %s in memory"
                .formatted(
                    measurement.fastest().prediction().keys(),
                    measurement.fastest().prediction().uses(),
                    new ByteSize(Contenders.fullKeySetBytes(measurement.fastest())))),
        new Fact("machine", measurement.machine()),
        new Fact(
            "runs",
            "rounds: %d, in each of which every way ran once, each beginning with another way; %s"
                .formatted(
                    measurement.reference().seconds().size(),
                    measurement.cold()
                        ? "the store dropped from the system's cache before every run"
                        : "the store possibly in the system's cache (no GNU dd here to drop it)")),
        new Fact(
            "precision",
            "errors are predicted below %.1e, which is %.1e of the outputs' range"
                .formatted(
                    measurement.errorBound(), measurement.errorBound() / measurement.range())));
  }

  /** The table's columns. */
  List<Heading> headings() {
    return List.of(
        new Heading("way", true),
        new Heading("time, s", false),
        new Heading("interval", false),
        new Heading("/ resident", false),
        new Heading("interval", false),
        new Heading("peak keys", false),
        new Heading("process", false),
        new Heading("read", false),
        new Heading("over bound", false),
        new Heading("loads", false),
        new Heading("stalls, s", false),
        new Heading("worst error", false),
        new Heading("output", true));
  }

  /** A contender's cells. */
  List<String> row(Result result) {
    MedianInterval time = result.time();
    MedianInterval ratio = result.timeOver(measurement.reference());
    return List.of(
        result.contender().name(),
        number("%.2f", time.median()),
        number("%.2f", time.low()) + " - " + number("%.2f", time.high()),
        number("%.3f", ratio.median()),
        number("%.3f", ratio.low()) + " - " + number("%.3f", ratio.high()),
        new ByteSize(result.statistics().peakBytes()).toString(),
        size(result.processBytes()),
        new ByteSize(result.bytesRead()).toString(),
        number("%.1f %%", 100 * result.overBound()),
        Long.toString(result.statistics().loads()),
        number("%.2f", result.stallSeconds()),
        number("%.1e", result.largestError()),
        result.output().toString());
  }

  /** How to read the table. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Times are medians and count the loading of keys from an empty memory, but not the encoding"
            + " of weights, which are kept encoded; the intervals hold"
            + " the true median with a probability of %.0f %%, which wants six rounds to be 95 %% or more."
                .formatted(100 * measurement.reference().time().coverage()));
    notes.add(
        "The process's peak is that of a process of its own, which makes the plans of all ways,"
            + " encodes weights when they are used and may collect garbage late: rotunda run takes"
            + " less for the same plan.");
    notes.add(
        "Over bound: how far the bytes read are above the least that any schedule of the same uses"
            + " of keys can read in the same budget, with one half of each key and a seed, and keys"
            + " cut to the level of each use.");
    notes.add(
        "Ways of other systems keep both halves of a key. The store here has one and a seed, so the"
            + " other half's bytes are computed, not read: their times are lower than theirs would"
            + " be.");
    headline().ifPresent(notes::add);
    return notes;
  }

  /** What a plan for an eighth of the keys costs, if it was run. */
  Optional<String> headline() {
    return find("ours-1/8")
        .map(
            ours ->
                "Rotunda with 1/8 of the full key set: %.3f times the time of everything resident%s."
                    .formatted(
                        ours.timeOver(measurement.reference()).median(),
                        find("per-use")
                            .map(
                                perUse ->
                                    ", and %.1f times fewer bytes read than with a load a use"
                                        .formatted(perUse.bytesRead() / (double) ours.bytesRead()))
                            .orElse("")));
  }

  Optional<Result> find(String name) {
    return measurement.results().stream()
        .filter(result -> result.contender().name().equals(name))
        .findFirst();
  }

  private static String size(OptionalLong bytes) {
    return bytes.isPresent() ? new ByteSize(bytes.getAsLong()).toString() : "unknown";
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
