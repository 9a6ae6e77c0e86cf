package org.rotunda.compiler.execution;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;

/** Keeps every plain operand encoded from its first use on, for programs that run many times. */
public final class KeptEncodings implements WeightEncodings, AutoCloseable {
  private final WeightEncoder encoder;
  private final Map<Value, Plaintext> vectors = new ConcurrentHashMap<>();
  private final Map<Value, LinearTransform> transforms = new ConcurrentHashMap<>();

  /** Keeps what an encoder makes. */
  public KeptEncodings(WeightEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public <T> T withVector(Value result, SlotVector vector, Function<Plaintext, T> use) {
    return use.apply(vectors.computeIfAbsent(result, value -> encoder.vector(value, vector)));
  }

  @Override
  public <T> T withTransform(Op.LinearTransform op, Function<LinearTransform, T> use) {
    return use.apply(transforms.computeIfAbsent(op.result(), _ -> encoder.transform(op)));
  }

  @Override
  public void close() {
    vectors.values().forEach(Plaintext::close);
    transforms.values().forEach(LinearTransform::close);
  }
}
