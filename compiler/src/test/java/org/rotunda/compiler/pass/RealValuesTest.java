package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;

class RealValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x * x + 2|true",
        "conjugate(rotate(x, 1))|true",
        "polynomial(x, [0, 1], -1, 1)|true",
        "x + complex(1, 0)|true",
        "x + complex(0, 1)|false",
        "x * complex(1, 2)|false",
        "x + x * complex(1, 2)|false"
      })
  void onlyComplexConstantsMakeValuesComplex(String output, boolean real) {
    Program program =
        ProgramText.parse(
            "program p; slots 4; input x: tensor[4]; output y: %s;".formatted(output),
            _ -> Weights.none());
    assertThat(RealValues.areAllOf(program)).isEqualTo(real);
  }
}
