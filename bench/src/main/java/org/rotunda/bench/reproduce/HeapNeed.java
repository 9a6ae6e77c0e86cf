package org.rotunda.bench.reproduce;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.SlotVector;

/** How much heap measurements need, from the sizes of what they hold. */
final class HeapNeed {

  /** Weights in the clear, ciphertexts, scratch and code. */
  private static final long REST = 1L << 30;

  private HeapNeed() {}

  /** For all contenders in one JVM. */
  static long ofTimes(List<Contender> contenders) {
    long keys = 0;
    for (Contender contender : contenders) {
      keys = Math.max(keys, contender.plan().prediction().peakKeyBytes());
    }
    return withSlack(keys + encodings(contenders)) + REST;
  }

  /**
   * The bytes for encoded weights: all, if they fit into half of the machine's memory, else that
   * half, or the largest program's.
   */
  static long encodings(List<Contender> contenders) {
    Map<Contender.Code, Long> bytes = new HashMap<>();
    contenders.forEach(c -> bytes.computeIfAbsent(c.code(), _ -> encodedBytes(c.plan())));
    long all = bytes.values().stream().mapToLong(Long::longValue).sum();
    return Math.max(Collections.max(bytes.values()), Math.min(all, available() / 2));
  }

  /** The machine's memory in bytes; unbounded if it can't be told. */
  static long available() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  // A collector needs room to work in.
  private static long withSlack(long bytes) {
    return bytes + bytes / 4;
  }

  /** The bytes of a plan's plain operands, encoded. */
  static long encodedBytes(Plan plan) {
    return plan.program().ops().stream().mapToLong(op -> bytes(op, plan)).sum();
  }

  private static long bytes(Op op, Plan plan) {
    Parameters parameters = plan.parameters();
    long limb = (long) Long.BYTES * parameters.degree();
    return switch (op) {
      case Op.LinearTransform t ->
          limb
              * t.matrix().indices().size()
              * (plan.program().type(t.operand()).level() + 1 + parameters.p().size());
      case Op.MultiplyPlain m when m.plain() instanceof SlotVector ->
          limb * (plan.program().type(m.operand()).level() + 1);
      case Op.AddPlain a when a.plain() instanceof SlotVector ->
          limb * (plan.program().type(a.operand()).level() + 1);
      default -> 0;
    };
  }
}
