package org.rotunda.ckks.polynomial;

import java.util.ArrayList;
import java.util.List;

/**
 * A union of disjoint intervals, on which a function is approximated.
 *
 * @param intervals at least one, in ascending order, with gaps between them
 */
public record Domain(List<Interval> intervals) {

  /**
   * @throws IllegalArgumentException if there is no interval, or they touch, overlap or are out of
   *     order
   */
  public Domain {
    intervals = List.copyOf(intervals);
    if (intervals.isEmpty()) {
      throw new IllegalArgumentException("A domain needs an interval, but found none; give one.");
    }
    for (int i = 1; i < intervals.size(); i++) {
      if (intervals.get(i - 1).upper() >= intervals.get(i).lower()) {
        throw new IllegalArgumentException(
            ("Intervals of a domain must be disjoint and ascending, but %s is followed by "
                    + "%s; sort and join them.")
                .formatted(intervals.get(i - 1), intervals.get(i)));
      }
    }
  }

  /** The domain of the given intervals, in ascending order. */
  public static Domain of(Interval... intervals) {
    return new Domain(List.of(intervals));
  }

  /** The domain [-outer, -inner] and [inner, outer], for functions with a jump at 0. */
  public static Domain aroundZero(double inner, double outer) {
    return of(new Interval(-outer, -inner), new Interval(inner, outer));
  }

  /** The smallest interval that holds the domain. */
  public Interval hull() {
    return new Interval(intervals.getFirst().lower(), intervals.getLast().upper());
  }

  /** The sum of the lengths. */
  public double length() {
    return intervals.stream().mapToDouble(Interval::length).sum();
  }

  /** Whether the domain is its own mirror image about 0. */
  public boolean isSymmetric() {
    for (int i = 0; i < intervals.size(); i++) {
      Interval mirror = intervals.get(intervals.size() - 1 - i);
      if (intervals.get(i).lower() != -mirror.upper()
          || intervals.get(i).upper() != -mirror.lower()) {
        return false;
      }
    }
    return true;
  }

  /** The part of a symmetric domain at and above 0. */
  Domain nonNegativeHalf() {
    List<Interval> half = new ArrayList<>();
    for (Interval interval : intervals) {
      if (interval.upper() > 0) {
        half.add(new Interval(Math.max(0, interval.lower()), interval.upper()));
      }
    }
    return new Domain(half);
  }

  /** The squares of the points of a domain without negative ones. */
  Domain squared() {
    return new Domain(
        intervals.stream()
            .map(i -> new Interval(i.lower() * i.lower(), i.upper() * i.upper()))
            .toList());
  }

  /** The point at a distance from the left end, gaps not counted; 0 to {@link #length()}. */
  double pointAt(double distance) {
    double left = distance;
    for (Interval interval : intervals) {
      if (left <= interval.length()) {
        return interval.lower() + left;
      }
      left -= interval.length();
    }
    return intervals.getLast().upper();
  }
}
