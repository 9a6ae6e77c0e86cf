package org.rotunda.keys.openfhe.archive;

import java.math.BigDecimal;

/**
 * Doubles as RapidJSON writes them, the JSON library in cereal: the shortest digits that read back,
 * in positional notation for numbers between 10^-6 and 10^21 and with an exponent otherwise.
 */
final class JsonNumber {
  private static final int MAX_POINT = 21;
  private static final int MIN_POINT = -6;

  private JsonNumber() {}

  static String format(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    // The number is 0.d1 d2 d3 ... times 10^point.
    int point = digits.length() - shortest.scale();
    return (number < 0 ? "-" : "") + positioned(digits, point);
  }

  private static String positioned(String digits, int point) {
    if (point > MAX_POINT || point <= MIN_POINT) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      return digits.charAt(0) + fraction + "e" + (point - 1);
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length()) + ".0";
    }
    if (point > 0) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    return "0." + "0".repeat(-point) + digits;
  }
}
