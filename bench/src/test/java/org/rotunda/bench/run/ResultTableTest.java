package org.rotunda.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  @Test
  void printsScalarAndVectorSideBySide() {
    StringWriter written = new StringWriter();
    ResultTable.of(Results.ofTransforms(), List.of("logDegree", "bits", "threads"))
        .print(new PrintWriter(written, true));
    assertThat(written.toString().lines())
        .containsExactly(
            "operation        N  bits  scalar  error  vector  error  unit  ratio  B/op",
            "forward NTT   2^12    50    80.5    2 %    8.05    2 %  us     10.0     0",
            "forward NTT   2^16    60    2040    1 %     340    2 %  us      6.0     0",
            "automorphism  2^16     -    60.0      -       -      -  us        -     0");
  }
}
