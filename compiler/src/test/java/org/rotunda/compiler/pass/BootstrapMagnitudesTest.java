package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.compiler.program.InvalidProgramException;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;

class BootstrapMagnitudesTest {
  private static Program parse(String output) {
    return ProgramText.parse(
        "program p; slots 4; input x: tensor[4]; output y: %s;".formatted(output),
        _ -> Weights.none());
  }

  private static Map<String, List<ComplexVector>> inputs(double... x) {
    return Map.of("x", List.of(ComplexVector.ofReal(x)));
  }

  @Test
  void valuesThatAreTooLargeAreNamedWithTheMagnitudeThatWouldDo() {
    BootstrapMagnitudes unit = new BootstrapMagnitudes(parse("bootstrap(3 * x)"), 0);
    assertThatThrownBy(() -> unit.require(inputs(0, 0.1, -0.9, 0.2)))
        .isInstanceOf(InvalidProgramException.class)
        .hasMessageContaining("up to 1.0")
        .hasMessageContaining("2.70 at %2")
        .hasMessageContaining("magnitude of 2 bits");
    assertThatCode(() -> unit.require(inputs(0, 0.1, -0.3, 0.2))).doesNotThrowAnyException();
  }

  @Test
  void largerMagnitudesMayBeCompiledFor() {
    BootstrapMagnitudes larger = new BootstrapMagnitudes(parse("bootstrap(3 * x)"), 2);
    assertThatCode(() -> larger.require(inputs(0, 0.1, -0.9, 0.2))).doesNotThrowAnyException();
  }

  @Test
  void valuesThatAreNotBootstrappedMayBeAsLargeAsTheyLike() {
    BootstrapMagnitudes unit = new BootstrapMagnitudes(parse("100 * bootstrap(x)"), 0);
    assertThatCode(() -> unit.require(inputs(1, 0.1, -0.9, 0.2))).doesNotThrowAnyException();
  }
}
