package org.rotunda.compiler.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.keys.wire.Labelled;

class PortPartsTest {
  private static final List<Port> PORTS =
      List.of(
          new Port(
              "image", TensorLayout.packed(List.of(12), 8), List.of(new Value(0), new Value(1))),
          new Port("bias", TensorLayout.packed(List.of(2), 8), List.of(new Value(2))));

  private static final Map<String, List<Integer>> PARTS =
      Map.of("image", List.of(10, 11), "bias", List.of(20));

  @Test
  void partsComeBackByTheirLabels() {
    List<Labelled<Integer>> list = PortParts.flatten(PORTS, PARTS);
    assertThat(list)
        .containsExactly(
            new Labelled<>("image[0]", 10),
            new Labelled<>("image[1]", 11),
            new Labelled<>("bias[0]", 20));
    assertThat(PortParts.group("file", PORTS, list.reversed())).isEqualTo(PARTS);
  }

  @Test
  void missingPartsAreNamed() {
    List<Labelled<Integer>> list = PortParts.flatten(PORTS, PARTS).subList(0, 2);
    assertThatThrownBy(() -> PortParts.group("file", PORTS, list))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("[bias[0], image[0], image[1]]")
        .hasMessageContaining("but [image[0], image[1]]");
  }

  @Test
  void partsAreThereOnce() {
    List<Labelled<Integer>> list =
        List.of(new Labelled<>("bias[0]", 1), new Labelled<>("bias[0]", 2));
    assertThatThrownBy(() -> PortParts.group("file", PORTS, list))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("bias[0]");
  }
}
