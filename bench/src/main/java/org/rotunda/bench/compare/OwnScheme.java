package org.rotunda.bench.compare;

import java.util.List;
import org.rotunda.bench.kernel.RandomLimbs;
import org.rotunda.bench.scheme.EngineChoice;
import org.rotunda.bench.scheme.SchemeOperations;
import org.rotunda.bench.scheme.SchemeShape;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.kernel.KernelProvider;

/** The operations that OpenFHE is compared in, on a number of threads. */
final class OwnScheme implements AutoCloseable {
  private final EngineChoice engine;
  private final List<Operation> operations;

  OwnScheme(SchemeShape shape, int threads) {
    Kernels kernels = KernelProvider.select();
    Parameters parameters = shape.parameters();
    engine = new EngineChoice(kernels, new LimbPool(parameters.degree(), Long.MAX_VALUE), threads);
    PrimeRing ring = new PrimeRing(parameters.degree(), new Modulus(parameters.prime(0)));
    long[] limb = new RandomLimbs(parameters.degree()).limb(ring.modulus());
    SchemeOperations scheme = SchemeOperations.prepare(shape, engine.engine());
    operations =
        List.of(
            new Operation(
                "forward-ntt", "forward NTT, one limb", () -> kernels.forwardNtt(limb, ring)),
            new Operation(
                "inverse-ntt", "inverse NTT, one limb", () -> kernels.inverseNtt(limb, ring)),
            new Operation("encode", "encode", scheme::encode),
            new Operation("encrypt", "encrypt", scheme::encrypt),
            new Operation("add", "add", scheme::add),
            new Operation(
                "multiply-relinearise", "multiply + relinearise", scheme::multiplyRelinearise),
            new Operation("rescale", "rescale", scheme::rescale),
            new Operation("rotate", "rotate", scheme::rotate),
            new Operation(
                "rotate-hoisted",
                "rotate, one of %d hoisted".formatted(SchemeOperations.GROUP),
                scheme::rotateHoisted,
                SchemeOperations.GROUP));
  }

  List<Operation> operations() {
    return operations;
  }

  @Override
  public void close() {
    engine.close();
  }
}
