package org.rotunda.keys.wire;

import java.io.IOException;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.keys.seed.KeySetId;

/** An object that can't be read for what it is or for how it is. Every message names its origin. */
public abstract sealed class WireException extends IOException {
  private static final long serialVersionUID = 1L;

  private WireException(String origin, String message) {
    super(origin + ": " + message);
  }

  /** It doesn't begin with the magic bytes. */
  public static final class NotOurs extends WireException {
    private static final long serialVersionUID = 1L;

    NotOurs(String origin) {
      super(origin, "This is not a Rotunda object; its first eight bytes differ.");
    }
  }

  /** It ends before it should. */
  public static final class Truncated extends WireException {
    private static final long serialVersionUID = 1L;

    Truncated(String origin, long expected, long found) {
      super(
          origin,
          "At least %d bytes are expected, but only %d are there; copy the object again."
              .formatted(expected, found));
    }
  }

  /** A later version of the format. */
  public static final class FutureVersion extends WireException {
    private static final long serialVersionUID = 1L;

    FutureVersion(String origin, int newest, int found) {
      super(
          origin,
          "Versions up to %d are understood, but this is version %d; use a newer Rotunda."
              .formatted(newest, found));
    }
  }

  /** Another kind of object. */
  public static final class WrongKind extends WireException {
    private static final long serialVersionUID = 1L;

    WrongKind(String origin, WireKind expected, WireKind found) {
      super(origin, "A file of kind %s is expected, but this is %s.".formatted(expected, found));
    }
  }

  /** An object made under other parameters. */
  public static final class WrongParameters extends WireException {
    private static final long serialVersionUID = 1L;

    WrongParameters(String origin, String expected, String found) {
      super(
          origin,
          "Parameters %s are expected, but this was made under parameters %s; use objects of one key set."
              .formatted(expected, found));
    }
  }

  /** An object of another key set. */
  public static final class WrongKeySet extends WireException {
    private static final long serialVersionUID = 1L;

    WrongKeySet(String origin, KeySetId expected, KeySetId found) {
      super(
          origin,
          "Key set %s is expected, but this belongs to key set %s; use objects of one key set."
              .formatted(expected, found));
    }
  }

  /** An object above the caller's bound. */
  public static final class TooLarge extends WireException {
    private static final long serialVersionUID = 1L;

    TooLarge(String origin, long most, long found) {
      super(
          origin,
          "At most %d bytes are accepted, but this has %s; raise the bound if it is to be read."
              .formatted(most, Long.toUnsignedString(found)));
    }
  }

  /** The checksum doesn't match. */
  public static final class Corrupt extends WireException {
    private static final long serialVersionUID = 1L;

    Corrupt(String origin) {
      super(origin, "The content does not match its checksum; copy or make the object again.");
    }
  }

  /** A part contradicts another or the rules of the format. */
  public static final class Malformed extends WireException {
    private static final long serialVersionUID = 1L;

    Malformed(String origin, String what) {
      super(origin, what);
    }
  }

  /** Well-formed parameters that are inconsistent or insecure. */
  public static final class UnusableParameters extends WireException {
    private static final long serialVersionUID = 1L;

    UnusableParameters(String origin, ParameterException why) {
      super(origin, "The parameters can't be used. " + why.getMessage());
      initCause(why);
    }
  }
}
