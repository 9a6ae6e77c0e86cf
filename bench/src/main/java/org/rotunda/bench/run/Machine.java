package org.rotunda.bench.run;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.rotunda.compiler.cost.Processor;

/** Where and when something was measured, in words. */
public final class Machine {
  private Machine() {}

  /** Date, processor, JDK and kernels. */
  public static String description(String kernels) {
    return "%s, %s, %d processors, JDK %s, %s"
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Processor.name(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().toString(),
            kernels);
  }
}
