package org.rotunda.compiler.plan;

import org.rotunda.paging.store.UniformResidency;

/** What keys in memory hold of their uniform halves, in a plan file. */
final class UniformJson {
  private UniformJson() {}

  static String write(UniformResidency uniform) {
    return switch (uniform) {
      case LEAN -> "lean";
      case RESIDENT -> "resident";
    };
  }

  /**
   * Reads it.
   *
   * @throws PlanException if it is malformed
   */
  static UniformResidency read(JsonPlace from) {
    return switch (from.text()) {
      case "lean" -> UniformResidency.LEAN;
      case "resident" -> UniformResidency.RESIDENT;
      default -> throw from.unexpected("\"lean\" or \"resident\"");
    };
  }
}
