package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.compiler.program.NumberFormat;

class RangeNormalisationTest {

  @Test
  void everyLayerReachesTheBoundAndTheClassesStay() {
    // Powers of two, so that no rounding enters: pre-activations 8, 32 and the logits 16 - 1024 c.
    Layer first = Layer.zeros(new LayerShape.Dense("fc1", Digits.PIXELS, 1));
    first.weights()[0] = 8;
    Layer second = Layer.zeros(new LayerShape.Dense("fc2", 1, 1));
    second.weights()[0] = 0.25;
    second.bias()[0] = 16;
    Layer third = Layer.zeros(new LayerShape.Dense("fc3", 1, 2));
    third.weights()[1] = -1;
    third.bias()[0] = 16;
    Network network = new Network(List.of(first, second, third));
    byte[] greys = new byte[Digits.PIXELS];
    greys[0] = (byte) Digits.WHITE;
    Digits digits = new Digits(new byte[1], greys);
    assertThat(LayerRanges.of(network, digits))
        .isEqualTo(new LayerRanges(List.of(8.0, 32.0, 1024.0), -1024, 16));

    Network normalised = RangeNormalisation.normalise(network, digits, 4, NumberFormat.FLOAT16);

    assertThat(LayerRanges.of(normalised, digits))
        .isEqualTo(new LayerRanges(List.of(4.0, 4.0, 4.0), -4, 0.0625));
    assertThat(normalised.classify(digits.inputs(0))).isZero();
  }
}
