package org.rotunda.paging.pager;

import java.util.List;
import org.rotunda.ckks.evaluation.KeyUse;

/** A schedule can't be followed. */
public abstract sealed class ScheduleException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int position;

  private ScheduleException(int position, String message) {
    super(message);
    this.position = position;
  }

  /** The position in the trace of key uses, from 0. */
  public int position() {
    return position;
  }

  /** The schedule contradicts itself or the store. */
  public static final class Invalid extends ScheduleException {
    private static final long serialVersionUID = 1L;

    Invalid(int position, String why) {
      super(
          position,
          "Step %d of the residency schedule is wrong: %s; compile the program again."
              .formatted(position, why));
    }
  }

  /** The run asks for keys in another order than the schedule says. */
  public static final class Deviation extends ScheduleException {
    private static final long serialVersionUID = 1L;

    Deviation(int position, List<KeyUse> expected, KeyUse found) {
      super(
          position,
          "Use %d of the run should be %s, but is %s at level %d; run the program that the schedule was made for."
              .formatted(
                  position,
                  expected.isEmpty()
                      ? "none at all"
                      : "%s at level %d"
                          .formatted(expected.getFirst().id(), expected.getFirst().level()),
                  found.id(),
                  found.level()));
    }

    Deviation(int position, KeyUse found) {
      super(
          position,
          "Key %s was asked for while the lease of use %d is open; give each lease back before the next use."
              .formatted(found.id(), position));
    }
  }
}
