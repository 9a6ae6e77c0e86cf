package org.rotunda.compiler.program;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rule for names of programs, inputs, outputs, variables and weights: letters, digits and
 * underscores in one or more parts joined by dots; the first part doesn't begin with a digit.
 */
public final class Names {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*");

  private static final Set<String> RESERVED =
      Set.of("program", "slots", "weights", "input", "output", "for", "in", "step", "tensor");

  private Names() {}

  /** Tells whether the text is a name that isn't reserved. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches() && !RESERVED.contains(text);
  }

  /** Tells whether the text is a reserved word of the program language. */
  public static boolean isReserved(String text) {
    return RESERVED.contains(text);
  }

  /**
   * Returns the name if it is one.
   *
   * @param what what is named, for the message
   * @throws InvalidProgramException if it isn't a name
   */
  static String check(String what, String name) {
    if (!isName(name)) {
      throw new InvalidProgramException(
          "Expected a name for the "
              + what
              + " (letters, digits, underscores, dots; no reserved word), found '"
              + name
              + "'; choose another.");
    }
    return name;
  }
}
