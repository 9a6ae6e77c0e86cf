package org.rotunda.bench.workload;

import java.util.List;
import java.util.Map;
import org.rotunda.ckks.noise.ParameterChoice;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.compiler.program.clear.ClearBackend;

/**
 * A program with inputs.
 *
 * @param name its name on the command line
 * @param description what it is, in a line
 * @param program the program, with one input and one output
 * @param precisionBits bits of precision that parameters are chosen for
 * @param magnitudeBits slots of outputs stay below 2^magnitudeBits
 * @param inputs the elements of the program's input, once for each run
 */
public record Workload(
    String name,
    String description,
    Program program,
    int precisionBits,
    int magnitudeBits,
    List<double[]> inputs) {

  /** Copies the list. */
  public Workload {
    inputs = List.copyOf(inputs);
  }

  /** Returns the name of the program's input. */
  public String input() {
    return program.inputs().getFirst().name();
  }

  /** Returns the name of the program's output. */
  public String output() {
    return program.outputs().getFirst().name();
  }

  /**
   * Returns parameters with 128-bit security.
   *
   * @param leastLogDegree N is at least two to this
   */
  public Parameters parameters(int leastLogDegree) {
    Program needed = new RemoveUnused().apply(program);
    int slots = Math.max(program.slots(), 1 << (leastLogDegree - 1));
    return new ParameterChoice(LevelsAndScales.depth(needed), precisionBits, magnitudeBits, slots)
        .find();
  }

  /** Returns the elements of the output for an input, in the clear. */
  public double[] expected(double[] elements) {
    return new ClearBackend(program)
        .run(Map.of(input(), elements))
        .getOrDefault(output(), new double[0]);
  }
}
