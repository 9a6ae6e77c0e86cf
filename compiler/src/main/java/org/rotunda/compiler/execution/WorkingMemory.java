package org.rotunda.compiler.execution;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rotunda.ckks.bootstrap.EncodedBootstrap;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;
import org.rotunda.paging.store.UniformResidency;

/**
 * What a run takes of memory besides keys: ciphertexts, inputs included, plaintexts encoded when
 * they are used, digits, regenerated limbs of keys and scratch. It is found by a run of the same
 * code that counts limbs and does no arithmetic.
 *
 * @param peaks the most bytes of limbs, before the end of the first use of a key, then between the
 *     ends of each two uses in a row, then after the last
 */
public record WorkingMemory(List<Long> peaks) {
  /** Copies the list. */
  public WorkingMemory {
    peaks = List.copyOf(peaks);
  }

  /** The most bytes of limbs at any time. */
  public long peak() {
    return peaks.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /**
   * The memory of a program with types.
   *
   * @param uniform what keys hold of their uniform halves at each use of one, in order
   * @param threads how many threads work on an operation
   */
  public static WorkingMemory of(
      Program program,
      TransformSplits splits,
      Target target,
      List<UniformResidency> uniform,
      int threads) {
    Parameters parameters = target.parameters();
    CkksContext context = CkksContext.of(parameters);
    LimbMeter meter = new LimbMeter(parameters.degree(), threads);
    Engine engine = new Engine(new IdleKernels(), meter, meter);
    Map<String, List<Ciphertext>> inputs = new LinkedHashMap<>();
    for (Port port : program.inputs()) {
      List<Ciphertext> parts = new ArrayList<>();
      port.parts()
          .forEach(part -> parts.add(ciphertext(program.type(part), program, context, meter)));
      inputs.put(port.name(), parts);
    }
    new EncryptedBackend(
            program,
            context,
            engine,
            new BlankEncodings(program, splits, context, meter),
            target.bootstrap().map(plan -> EncodedBootstrap.blank(plan, context, engine)))
        .run(
            inputs, new BlankKeys(parameters, uniform.iterator(), meter), ExecutionListener.none());
    meter.endSection();
    return new WorkingMemory(meter.peaks());
  }

  private static Ciphertext ciphertext(
      CipherType type, Program program, CkksContext context, LimbMeter meter) {
    RnsBasis basis = context.ring().basisQ(type.level());
    return new Ciphertext(
        Stream.generate(() -> blank(basis, meter)).limit(2).toList(),
        type.scale(),
        program.slots());
  }

  private static NttPoly blank(RnsBasis basis, LimbMeter meter) {
    return new NttPoly(basis, LimbBlock.allocate(meter, basis.size(), basis.degree()));
  }

  /** Plain operands that take what encoding and holding them takes. */
  private record BlankEncodings(
      Program program, TransformSplits splits, CkksContext context, LimbMeter meter)
      implements WeightEncodings {
    @Override
    public <T> T withVector(Value result, SlotVector vector, Function<Plaintext, T> use) {
      Op.Unary op = (Op.Unary) program.definition(result);
      CipherType operand = program.type(op.operand());
      double scale =
          op instanceof Op.AddPlain
              ? operand.scale()
              : program.type(result).scale() / operand.scale();
      RnsBasis basis = context.ring().basisQ(operand.level());
      try (Plaintext plaintext = new Plaintext(encoded(basis), scale, program.slots())) {
        return use.apply(plaintext);
      }
    }

    @Override
    public <T> T withTransform(Op.LinearTransform op, Function<LinearTransform, T> use) {
      CipherType operand = program.type(op.operand());
      RnsBasis basis = context.ring().basisQp(operand.level());
      try (LinearTransform transform =
          LinearTransform.streamed(
              program.slots(),
              operand.level(),
              program.type(op.result()).scale() / operand.scale(),
              splits.of(op),
              op.matrix().indices(),
              _ -> encoded(basis))) {
        return use.apply(transform);
      }
    }

    private NttPoly encoded(RnsBasis basis) {
      return blank(basis, meter);
    }
  }

  /** Keys whose own limbs don't count. */
  private record BlankKeys(
      Parameters parameters, Iterator<UniformResidency> uniform, LimbMeter meter)
      implements EvaluationKeys {
    @Override
    public KeyLease acquire(KeyId id, int level) {
      int limbs = level + 1 + parameters.p().size();
      long[][][] b = new long[parameters.digits(level)][limbs][0];
      UniformHalf a =
          switch (uniform.next()) {
            case LEAN ->
                (digits, _, engine) ->
                    LimbBlock.allocate(engine.limbs(), digits, parameters.degree());
            case RESIDENT -> (digits, _, _) -> LimbBlock.onHeap(new long[digits][]);
          };
      EvaluationKey key = new EvaluationKey(id, level, parameters, b, a);
      return new KeyLease() {
        @Override
        public EvaluationKey key() {
          return key;
        }

        @Override
        public void close() {
          meter.endSection();
        }
      };
    }
  }
}
