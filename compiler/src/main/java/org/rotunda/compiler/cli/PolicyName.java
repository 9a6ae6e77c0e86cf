package org.rotunda.compiler.cli;

import java.util.Arrays;
import java.util.OptionalLong;
import org.rotunda.compiler.plan.LimbPrediction;
import org.rotunda.compiler.plan.MemoryPrediction;
import org.rotunda.compiler.plan.PlanMemory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The residency policies by the names that the command line has for them. */
enum PolicyName {
  /** As the plan says. */
  PLANNED("planned"),
  /** Least recently used. */
  ON_DEMAND("on-demand"),
  /** All keys, always. */
  RESIDENT("resident");

  private final String text;

  PolicyName(String text) {
    this.text = text;
  }

  /** The budget of a plan for everything, if it has one and the policy keeps to budgets. */
  OptionalLong memoryBudget(PlanMemory memory) {
    return this == RESIDENT ? OptionalLong.empty() : memory.budget();
  }

  /** What the limbs of a run take. */
  LimbPrediction limbs(MemoryPrediction run) {
    return switch (this) {
      case PLANNED -> run.planned();
      case ON_DEMAND -> run.onDemand();
      case RESIDENT -> run.resident();
    };
  }

  /** Reads names on the command line. */
  static final class Converter implements ITypeConverter<PolicyName> {
    @Override
    public PolicyName convert(String text) {
      return Arrays.stream(values())
          .filter(policy -> policy.text.equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "planned, on-demand or resident is expected, but '%s' was found"
                          .formatted(text)));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
