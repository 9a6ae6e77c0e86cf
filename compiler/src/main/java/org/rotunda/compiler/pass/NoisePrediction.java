package org.rotunda.compiler.pass;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.clear.ClearBackend;

/**
 * The error that every value of a program with types will have when it is encrypted, for given
 * inputs.
 *
 * <p>The clear program is run with Gaussian errors put into every operation's result, as large as
 * {@link OperationNoise} says that the operation makes them, and compared with the run without. So
 * errors go through the program as they will, correlations included: a sum of squares of the same
 * weights amplifies them otherwise than independent terms would, and the same operation on the same
 * operand gives the same ciphertext again, error and all. What the sine of a bootstrap does to its
 * message is put in as it is.
 */
public final class NoisePrediction {
  private static final int TRIALS = 8;

  private final int slots;
  private final Map<Value, Double> squaredErrors = new HashMap<>();
  private final Map<Value, double[]> squaredErrorsOfOutputs = new HashMap<>();

  private NoisePrediction(int slots) {
    this.slots = slots;
  }

  /**
   * Predicts along a program.
   *
   * @param splits how its linear transforms are split
   * @param target what its types are for
   * @param inputs the packed slots of every input by name
   * @param seed of the simulated errors
   */
  public static NoisePrediction of(
      Program program,
      TransformSplits splits,
      Target target,
      Map<String, List<ComplexVector>> inputs,
      long seed) {
    ClearBackend backend = new ClearBackend(program);
    Map<Value, ComplexVector> exact = new HashMap<>();
    backend.runPacked(inputs, (op, slots) -> exact.put(op.result(), slots));
    OperationNoise operations = new OperationNoise(program, splits, target, exact);
    Map<Value, Double> deviations = new HashMap<>();
    for (Op op : program.ops()) {
      Noise noise = operations.of(op);
      double complex = noise.slotDeviation(program.type(op.result()).scale(), program.slots());
      deviations.put(op.result(), complex / Math.sqrt(2));
    }
    Map<Value, Value> repetitions = repetitions(program);
    Set<Value> repeated = Set.copyOf(repetitions.values());
    NoisePrediction prediction = new NoisePrediction(program.slots());
    SplittableRandom random = new SplittableRandom(seed);
    for (int trial = 0; trial < TRIALS; trial++) {
      Map<Value, ComplexVector> kept = new HashMap<>();
      backend.runPerturbed(
          inputs,
          (op, slots) -> {
            double deviation = deviations.getOrDefault(op.result(), 0.0);
            ComplexVector perturbed =
                Optional.ofNullable(repetitions.get(op.result()))
                    .map(kept::get)
                    .orElseGet(() -> perturbed(operations.distorted(op, slots), deviation, random));
            if (repeated.contains(op.result())) {
              kept.put(op.result(), perturbed);
            }
            prediction.compare(op, perturbed, exact.getOrDefault(op.result(), perturbed));
            return perturbed;
          });
    }
    return prediction;
  }

  /** For every value that is computed as one before it was, bit for bit, the first such value. */
  private static Map<Value, Value> repetitions(Program program) {
    Map<Op, Value> firsts = new HashMap<>();
    Map<Value, Value> repetitions = new HashMap<>();
    for (Op op : program.ops()) {
      if (op instanceof Op.Input || op instanceof Op.Output) {
        continue;
      }
      Stream<Value> operands =
          op.operands().stream().map(value -> repetitions.getOrDefault(value, value));
      boolean commutes = op instanceof Op.Add || op instanceof Op.Multiply;
      Op computation =
          op.with(
              new Value(0),
              (commutes ? operands.sorted(Comparator.comparingInt(Value::id)) : operands).toList());
      Value first = firsts.putIfAbsent(computation, op.result());
      if (first != null) {
        repetitions.put(op.result(), first);
      }
    }
    return repetitions;
  }

  private static ComplexVector perturbed(
      ComplexVector slots, double deviation, SplittableRandom random) {
    if (deviation == 0) {
      return slots;
    }
    double[] re = slots.real();
    double[] im = slots.imaginary();
    for (int i = 0; i < re.length; i++) {
      re[i] += deviation * random.nextGaussian();
      im[i] += deviation * random.nextGaussian();
    }
    return ComplexVector.of(re, im);
  }

  private void compare(Op op, ComplexVector perturbed, ComplexVector exact) {
    double[] squares = new double[slots];
    double sum = 0;
    for (int i = 0; i < slots; i++) {
      double error = perturbed.real(i) - exact.real(i);
      squares[i] = error * error;
      sum += squares[i];
    }
    squaredErrors.merge(op.result(), sum, Double::sum);
    if (op instanceof Op.Output) {
      squaredErrorsOfOutputs.merge(op.result(), squares, NoisePrediction::sum);
    }
  }

  private static double[] sum(double[] x, double[] y) {
    double[] sum = new double[x.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = x[i] + y[i];
    }
    return sum;
  }

  /**
   * The standard deviation of the real part of a decrypted slot's error, over all slots of a value.
   */
  public double slotDeviation(Value value) {
    return Math.sqrt(squaredErrors.getOrDefault(value, 0.0) / ((double) TRIALS * slots));
  }

  /**
   * The standard deviation of the error of a decrypted element of an output, over all its elements;
   * slots that hold no element don't count.
   */
  public double elementDeviation(Port output) {
    List<double[]> squares =
        output.parts().stream()
            .map(value -> squaredErrorsOfOutputs.getOrDefault(value, new double[slots]))
            .toList();
    double sum = 0;
    for (double square : output.layout().unpack(squares)) {
      sum += square;
    }
    return Math.sqrt(sum / (TRIALS * (double) output.layout().size()));
  }
}
