package org.rotunda.compiler.pass;

import java.util.List;
import java.util.Map;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.compiler.program.InvalidProgramException;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.clear.ClearBackend;

/**
 * Whether values are small enough to be bootstrapped, for given inputs. A larger value comes back
 * wrong, and nobody sees it in a ciphertext; who knows the inputs can see it before.
 */
public final class BootstrapMagnitudes {
  private final Program program;
  private final int magnitudeBits;

  /**
   * A check of a program.
   *
   * @param magnitudeBits bootstrapped values are at most 2^magnitudeBits in magnitude
   */
  public BootstrapMagnitudes(Program program, int magnitudeBits) {
    this.program = program;
    this.magnitudeBits = magnitudeBits;
  }

  /**
   * Runs the program in the clear.
   *
   * @param inputs the packed slots of every input by name
   * @throws InvalidProgramException if a value that is bootstrapped is too large
   */
  public void require(Map<String, List<ComplexVector>> inputs) {
    if (program.ops().stream().anyMatch(Op.Bootstrap.class::isInstance)) {
      new ClearBackend(program).runPacked(inputs, this::require);
    }
  }

  private void require(Op op, ComplexVector slots) {
    if (op instanceof Op.Bootstrap) {
      double largest = 0;
      for (int i = 0; i < slots.size(); i++) {
        largest = Math.max(largest, Math.hypot(slots.real(i), slots.imaginary(i)));
      }
      if (largest > Math.scalb(1.0, magnitudeBits)) {
        throw new InvalidProgramException(
            "Expected values of magnitude up to %s to bootstrap, found one of %.3g at %s for these inputs; scale the program's values, or compile for a bootstrap magnitude of %d bits."
                .formatted(
                    Math.scalb(1.0, magnitudeBits),
                    largest,
                    op.result(),
                    Math.getExponent(largest) + 1));
      }
    }
  }
}
