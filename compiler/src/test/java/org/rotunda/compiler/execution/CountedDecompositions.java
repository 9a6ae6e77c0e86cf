package org.rotunda.compiler.execution;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.kernel.KernelProvider;

/**
 * Kernels that count how often a polynomial is decomposed into digits. Apart from bootstraps,
 * nothing else makes coefficients modulo q_0.
 */
final class CountedDecompositions {
  private final AtomicInteger count = new AtomicInteger();
  private final Kernels kernels;

  CountedDecompositions(CkksContext context) {
    Kernels counted = KernelProvider.select();
    PrimeRing first = context.ring().basisQ(0).ring(0);
    this.kernels =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("inverseNtt")
                      && arguments[arguments.length - 1].equals(first)) {
                    count.incrementAndGet();
                  }
                  return method.invoke(counted, arguments);
                });
  }

  Kernels kernels() {
    return kernels;
  }

  int count() {
    return count.get();
  }
}
