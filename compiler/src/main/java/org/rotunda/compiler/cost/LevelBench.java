package org.rotunda.compiler.cost;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.HoistedDigits;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.keys.seed.SeededHalf;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.UniformResidency;

/** Runs every primitive at one level on random operands. */
final class LevelBench implements AutoCloseable {
  private static final double NANOS_A_SECOND = 1e9;

  /** What is timed. */
  @FunctionalInterface
  private interface Run {
    void once() throws StoreException;
  }

  private final Map<Primitive, Run> runs = new EnumMap<>(Primitive.class);
  private final NttPoly x;
  private final HoistedDigits digits;
  private final Plaintext plaintext;

  LevelBench(CkksContext context, Engine engine, KeyStore store, int level) {
    Parameters parameters = context.parameters();
    RandomMaterial material = new RandomMaterial(parameters);
    RnsBasis qp = context.ring().basisQp(level);
    Encoder encoder = new Encoder(context, engine);
    Evaluator evaluator =
        new Evaluator(
            context,
            engine,
            (id, at) -> {
              throw new KeyUnavailableException.Missing(id, at);
            });
    x = material.poly(context.ring().basisQ(level));
    NttPoly raised = material.poly(qp);
    digits = evaluator.keySwitcher().decompose(x);
    ComplexVector slots = ComplexVector.ofReal(material.slots());
    plaintext = encoder.encode(slots, level, parameters.scale());
    Ciphertext ciphertext =
        new Ciphertext(
            List.of(x, material.poly(context.ring().basisQ(level))),
            parameters.scale(),
            parameters.slots());
    SeededHalf half = material.half();
    EvaluationKey whole = material.wholeKey(engine);
    runs.put(Primitive.ADD, () -> evaluator.add(ciphertext, ciphertext).close());
    runs.put(Primitive.MULTIPLY, () -> evaluator.multiply(ciphertext, ciphertext).close());
    runs.put(Primitive.MULTIPLY_PLAIN, () -> evaluator.multiply(ciphertext, plaintext).close());
    runs.put(
        Primitive.RESCALE,
        () -> (level == 0 ? evaluator.negate(ciphertext) : evaluator.rescale(ciphertext)).close());
    // Digits are transformed when they are first asked for.
    runs.put(
        Primitive.DECOMPOSE,
        () -> {
          try (HoistedDigits fresh = evaluator.keySwitcher().decompose(x)) {
            engine.executor().forEach(qp.size(), fresh::transform);
          }
        });
    runs.put(
        Primitive.SWITCH,
        () -> evaluator.keySwitcher().switchKey(digits, whole, x).forEach(NttPoly::close));
    runs.put(
        Primitive.INNER_PRODUCT,
        () -> evaluator.keySwitcher().innerProduct(digits, whole, (_, _, _) -> {}));
    runs.put(Primitive.REGENERATE, () -> half.materialise(level, engine));
    // The division takes its operand over.
    runs.put(
        Primitive.DIVIDE_BY_P,
        () -> evaluator.keySwitcher().divideByP(evaluator.arithmetic().copy(raised)).close());
    runs.put(Primitive.ENCODE, () -> encoder.encode(slots, parameters.scale(), qp).close());
    runs.put(
        Primitive.ACCUMULATE,
        () -> {
          evaluator.arithmetic().multiply(raised, raised).close();
          evaluator.arithmetic().multiply(raised, raised).close();
        });
    runs.put(
        Primitive.LOAD,
        () ->
            store
                .load(RandomMaterial.KEY, level, UniformResidency.LEAN, LimbAllocator.heap())
                .close());
  }

  /**
   * Times every primitive.
   *
   * @return seconds, the median of some repetitions
   */
  Map<Primitive, Double> measure(int repetitions) throws StoreException {
    Map<Primitive, Double> seconds = new EnumMap<>(Primitive.class);
    for (Map.Entry<Primitive, Run> run : runs.entrySet()) {
      double[] times = new double[repetitions];
      for (int i = 0; i < repetitions; i++) {
        long start = System.nanoTime();
        run.getValue().once();
        times[i] = Math.max(1, System.nanoTime() - start) / NANOS_A_SECOND;
      }
      Arrays.sort(times);
      seconds.put(run.getKey(), times[repetitions / 2]);
    }
    return seconds;
  }

  @Override
  public void close() {
    digits.close();
    plaintext.close();
    x.close();
  }
}
