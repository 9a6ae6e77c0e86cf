package org.rotunda.bench.reproduce;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.rotunda.compiler.execution.KeptEncodings;
import org.rotunda.compiler.execution.WeightEncoder;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.SlotVector;

/**
 * The encoded weights of contenders' codes, whole, so that runs don't spend time on them. Those
 * used least recently make room for others.
 */
final class Encodings implements AutoCloseable {

  private final long limit;
  private final Function<Plan, WeightEncoder> encoder;
  private final SequencedMap<Contender.Code, Kept> kept = new LinkedHashMap<>();

  private record Kept(KeptEncodings encodings, long bytes) {}

  /**
   * Nothing encoded yet.
   *
   * @param limit the most bytes to keep, but one code is kept however large it is
   * @param encoder an encoder for a plan's weights
   */
  Encodings(long limit, Function<Plan, WeightEncoder> encoder) {
    this.limit = limit;
    this.encoder = encoder;
  }

  /** The encodings of a contender, all there. */
  KeptEncodings of(Contender contender) {
    Kept found = kept.remove(contender.code());
    if (found == null) {
      long bytes = HeapNeed.encodedBytes(contender.plan());
      makeRoom(bytes);
      found = new Kept(new KeptEncodings(encoder.apply(contender.plan())), bytes);
      encode(contender.plan(), found.encodings());
    }
    kept.putLast(contender.code(), found);
    return found.encodings();
  }

  private void makeRoom(long bytes) {
    long used = kept.values().stream().mapToLong(Kept::bytes).sum();
    while (!kept.isEmpty() && used + bytes > limit) {
      Map.Entry<Contender.Code, Kept> oldest = kept.pollFirstEntry();
      used -= oldest.getValue().bytes();
      oldest.getValue().encodings().close();
    }
  }

  private static void encode(Plan plan, KeptEncodings encodings) {
    for (Op op : plan.program().ops()) {
      switch (op) {
        case Op.LinearTransform transform ->
            encodings.withTransform(transform, encoded -> encoded.level());
        case Op.AddPlain add -> encode(op, add.plain(), encodings);
        case Op.MultiplyPlain multiply -> encode(op, multiply.plain(), encodings);
        default -> {}
      }
    }
  }

  private static void encode(Op op, Plain plain, KeptEncodings encodings) {
    if (plain instanceof SlotVector vector) {
      encodings.withVector(op.result(), vector, encoded -> encoded.level());
    }
  }

  @Override
  public void close() {
    kept.values().forEach(each -> each.encodings().close());
  }
}
