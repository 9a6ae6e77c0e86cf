package org.rotunda.bench.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.kernel.KernelProvider;

class SchemeOperationsTest {
  private static final SchemeShape SMALL = new SchemeShape(12, 4, 50, 2);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void giveBackEveryLimb(int threads) {
    LimbPool pool = new LimbPool(1 << SMALL.logDegree(), Long.MAX_VALUE);
    try (EngineChoice engine = new EngineChoice(KernelProvider.select(), pool, threads)) {
      SchemeOperations scheme = SchemeOperations.prepare(SMALL, engine.engine());
      long before = pool.usedBytes();
      scheme.encode();
      scheme.encrypt();
      scheme.decrypt();
      scheme.add();
      scheme.multiplyRelinearise();
      scheme.rescale();
      scheme.rotate();
      scheme.rotateHoisted();
      assertThat(pool.usedBytes()).isEqualTo(before);
    }
  }

  @Test
  void shapesAreWhatIsAskedFor() {
    for (SchemeShape shape :
        new SchemeShape[] {SMALL, new SchemeShape(16, 28, 50, 3), new SchemeShape(13, 7, 58, 3)}) {
      Parameters parameters = shape.parameters();
      assertThat(parameters.q()).as("%s", shape).hasSize(shape.limbs());
      assertThat(parameters.q())
          .as("%s", shape)
          .allMatch(prime -> Long.SIZE - Long.numberOfLeadingZeros(prime) == shape.bits());
      assertThat(parameters.digits(parameters.maxLevel()))
          .as("%s", shape)
          .isEqualTo(shape.digits());
    }
  }
}
