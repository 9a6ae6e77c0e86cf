package org.rotunda.compiler.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.rotunda.ckks.bootstrap.EncodedBootstrap;
import org.rotunda.ckks.bootstrap.IteratedBootstrapper;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.HoistedDigits;
import org.rotunda.ckks.linear.LinearTransformEvaluator;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.compiler.pass.EncryptedPolynomials;
import org.rotunda.compiler.pass.Hoisting;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Liveness;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.Value;

/**
 * Runs a program with types on ciphertexts. Values are closed after their last use, and the digits
 * that {@link Hoisting} keeps after their last rotation. Immutable, so several threads may run at
 * once, each with keys of its own session.
 */
public final class EncryptedBackend {
  /** As for sums: a scale that differs from the type's by more would be a compiler's mistake. */
  private static final double SCALE_TOLERANCE = 0x1p-40;

  private final Program program;
  private final Liveness liveness;
  private final Hoisting hoisting;
  private final CkksContext context;
  private final Engine engine;
  private final WeightEncodings weights;
  private final Optional<EncodedBootstrap> bootstrap;

  /**
   * A backend for one program, which doesn't bootstrap.
   *
   * @throws ExecutionException if it does
   */
  public EncryptedBackend(
      Program program, CkksContext context, Engine engine, WeightEncodings weights) {
    this(program, context, engine, weights, Optional.empty());
  }

  /**
   * A backend for one program.
   *
   * @param bootstrap how it bootstraps, if it does
   * @throws ExecutionException if it does and they are missing
   */
  public EncryptedBackend(
      Program program,
      CkksContext context,
      Engine engine,
      WeightEncodings weights,
      Optional<EncodedBootstrap> bootstrap) {
    if (bootstrap.isEmpty() && program.ops().stream().anyMatch(Op.Bootstrap.class::isInstance)) {
      throw new ExecutionException(
          "The program %s bootstraps, but there are no matrices for that; encode those of the plan's bootstrap."
              .formatted(program.name()));
    }
    this.bootstrap = bootstrap;
    this.program = program;
    this.liveness = Liveness.of(program);
    this.hoisting = Hoisting.of(program, context.parameters());
    this.context = context;
    this.engine = engine;
    this.weights = weights;
  }

  /**
   * Runs the program.
   *
   * @param inputs the ciphertexts of every input by its name, at the types of the program; they
   *     stay open
   * @param keys borrowed exactly as the program's key trace says
   * @return the ciphertexts of every output by its name
   * @throws ExecutionException if an input is missing, unknown, or does not fit its type
   * @throws org.rotunda.ckks.evaluation.KeyUnavailableException if a key can't be had
   */
  public Map<String, List<Ciphertext>> run(
      Map<String, List<Ciphertext>> inputs, EvaluationKeys keys, ExecutionListener listener) {
    requireInputs(inputs);
    Run run = new Run(inputs, new Evaluator(context, engine, keys));
    try {
      for (Op op : program.ops()) {
        run.step(op);
        listener.finished(op, op.result().id() + 1, program.ops().size());
      }
      return run.outputs();
    } finally {
      run.close();
    }
  }

  private void requireInputs(Map<String, List<Ciphertext>> inputs) {
    SortedMap<String, Port> ports = new TreeMap<>();
    program.inputs().forEach(port -> ports.put(port.name(), port));
    if (!ports.keySet().equals(inputs.keySet())) {
      throw new ExecutionException(
          "The program %s has the inputs %s, but %s were given; encrypt those."
              .formatted(program.name(), ports.keySet(), new TreeSet<>(inputs.keySet())));
    }
    ports.forEach(
        (name, port) -> {
          List<Ciphertext> parts = inputs.getOrDefault(name, List.of());
          if (parts.size() != port.parts().size()) {
            throw new ExecutionException(
                "Input %s has %d ciphertexts, but %d were given; encrypt it with its layout."
                    .formatted(name, port.parts().size(), parts.size()));
          }
          for (int i = 0; i < parts.size(); i++) {
            requireType("Input " + name, parts.get(i), program.type(port.parts().get(i)));
            requireFresh("Input " + name, parts.get(i));
          }
        });
  }

  private void requireFresh(String what, Ciphertext ciphertext) {
    if (ciphertext.degree() != 1) {
      throw new ExecutionException(
          "%s must have two components, but has %d; encrypt it, or relinearise it."
              .formatted(what, ciphertext.components().size()));
    }
    RnsBasis basis = ciphertext.component(0).basis();
    if (!basis.equals(context.ring().basisQ(ciphertext.level()))) {
      throw new ExecutionException(
          "%s was encrypted under other parameters, with N = %d, than the plan's, with N = %d; encrypt it for this plan."
              .formatted(what, basis.degree(), context.parameters().degree()));
    }
  }

  private void requireType(String what, Ciphertext ciphertext, CipherType type) {
    boolean scaleFits =
        Math.abs(ciphertext.scale() - type.scale()) <= SCALE_TOLERANCE * type.scale();
    if (ciphertext.level() != type.level() || !scaleFits || ciphertext.slots() != program.slots()) {
      throw new ExecutionException(
          "%s must be at level %d and scale %s with %d slots, but is at level %d and scale %s with %d slots; encrypt it for this plan."
              .formatted(
                  what,
                  type.level(),
                  type.scale(),
                  program.slots(),
                  ciphertext.level(),
                  ciphertext.scale(),
                  ciphertext.slots()));
    }
  }

  /** One run's values. */
  private final class Run {
    private final Map<String, List<Ciphertext>> inputs;
    private final Evaluator evaluator;
    private final LinearTransformEvaluator transforms;
    private final PolynomialEvaluator polynomials;
    private final Optional<IteratedBootstrapper> bootstrapper;
    private final Map<Value, Ciphertext> values = new HashMap<>();
    private final Map<Value, HoistedDigits> digits = new HashMap<>();

    Run(Map<String, List<Ciphertext>> inputs, Evaluator evaluator) {
      this.inputs = inputs;
      this.evaluator = evaluator;
      this.transforms = new LinearTransformEvaluator(evaluator);
      this.polynomials = new PolynomialEvaluator(evaluator);
      this.bootstrapper = bootstrap.map(encoded -> encoded.bootstrapper(evaluator));
    }

    void step(Op op) {
      Ciphertext result = compute(op);
      values.put(op.result(), result);
      requireType("The result " + op.result(), result, program.type(op.result()));
      for (Value operand : op.operands()) {
        if (liveness.lastUse(operand) == op.result().id()) {
          release(operand);
        }
      }
      if (liveness.uses(op.result()) == 0 && !(op instanceof Op.Output)) {
        release(op.result());
      }
    }

    private void release(Value value) {
      Ciphertext ciphertext = values.remove(value);
      if (ciphertext != null) {
        ciphertext.close();
      }
    }

    private Ciphertext get(Value value) {
      Ciphertext ciphertext = values.get(value);
      if (ciphertext == null) {
        throw new IllegalStateException("The program reads " + value + " before it is there.");
      }
      return ciphertext;
    }

    private Ciphertext copy(Ciphertext x) {
      return evaluator.dropToLevel(x, x.level());
    }

    private Ciphertext compute(Op op) {
      return switch (op) {
        case Op.Input input -> copy(inputs.getOrDefault(input.name(), List.of()).get(input.part()));
        case Op.Add add -> evaluator.add(get(add.left()), get(add.right()));
        case Op.Subtract subtract ->
            evaluator.subtract(get(subtract.left()), get(subtract.right()));
        case Op.Multiply multiply ->
            evaluator.multiply(get(multiply.left()), get(multiply.right()));
        case Op.Unary unary -> compute(unary, get(unary.operand()));
      };
    }

    private Ciphertext compute(Op.Unary op, Ciphertext x) {
      CipherType type = program.type(op.result());
      return switch (op) {
        case Op.Output _ -> copy(x);
        case Op.Negate _ -> evaluator.negate(x);
        case Op.AddPlain add ->
            switch (add.plain()) {
              case Plain.Scalar(double re, double im) -> evaluator.addConstant(x, re, im);
              case SlotVector vector ->
                  weights.withVector(op.result(), vector, plain -> evaluator.add(x, plain));
            };
        case Op.MultiplyPlain multiply ->
            switch (multiply.plain()) {
              case Plain.Scalar(double re, double im) ->
                  evaluator.multiplyConstant(x, re, im, type.scale() / x.scale());
              case SlotVector vector ->
                  weights.withVector(op.result(), vector, plain -> evaluator.multiply(x, plain));
            };
        case Op.Rotate rotate ->
            hoisted(op, x, digits -> evaluator.rotateHoisted(x, digits, rotate.amount()));
        case Op.Conjugate _ -> hoisted(op, x, digits -> evaluator.conjugateHoisted(x, digits));
        case Op.LinearTransform transform ->
            weights.withTransform(transform, encoded -> transforms.apply(encoded, x));
        case Op.Polynomial polynomial ->
            polynomials.apply(EncryptedPolynomials.plan(polynomial), x, type.scale());
        case Op.Relinearise _ -> evaluator.relinearise(x);
        case Op.Rescale _ -> evaluator.rescale(x);
        case Op.DropLevel drop -> evaluator.dropToLevel(x, drop.level());
        case Op.Bootstrap _ -> bootstrapper.orElseThrow().bootstrap(x);
      };
    }

    /** A rotation of x, which is decomposed unless it has been for one before. */
    private Ciphertext hoisted(
        Op.Unary op, Ciphertext x, Function<HoistedDigits, Ciphertext> rotation) {
      HoistedDigits shared = digits.computeIfAbsent(op.operand(), _ -> evaluator.hoist(x));
      Ciphertext rotated = rotation.apply(shared);
      if (!hoisting.leavesDigits(op)) {
        digits.remove(op.operand());
        shared.close();
      }
      return rotated;
    }

    Map<String, List<Ciphertext>> outputs() {
      Map<String, List<Ciphertext>> outputs = new LinkedHashMap<>();
      for (Port port : program.outputs()) {
        List<Ciphertext> parts = new ArrayList<>();
        port.parts().forEach(value -> parts.add(get(value)));
        outputs.put(port.name(), List.copyOf(parts));
      }
      program.outputs().forEach(port -> port.parts().forEach(values::remove));
      return outputs;
    }

    void close() {
      digits.values().forEach(HoistedDigits::close);
      values.values().forEach(Ciphertext::close);
    }
  }
}
