package org.rotunda.ckks.ring.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdk.incubator.vector.LongVector;

/**
 * What this JVM offers for vectors.
 *
 * @param module whether jdk.incubator.vector is among the running modules
 * @param vmName the system property java.vm.name
 * @param vmVersion the system property java.vm.version
 * @param vmInfo the system property java.vm.info
 * @param options the values of the JVM's options that vectors depend on; of those in {@link
 *     #NEEDED} only the ones this JVM has
 * @param lanes the 64-bit lanes of its preferred vectors, 0 without the module
 */
record VectorSupport(
    boolean module,
    String vmName,
    String vmVersion,
    String vmInfo,
    Map<String, String> options,
    int lanes) {
  /**
   * With fewer, only sums and narrow products are vectors, and transforms, which take most of the
   * time, are scalar loops: as vectors they took 1.7 times as long on an AVX-512 processor held to
   * two lanes. Processors that have no more were not measured.
   */
  private static final int FEWEST_FASTER = 4;

  private static final int FEWEST = 2;

  /** The options without which C2 makes no fast vectors, and their values. */
  static final Map<String, String> NEEDED =
      Map.of(
          "EnableVectorSupport", "true",
          "TieredStopAtLevel", "4",
          "UseCompiler", "true",
          "UseFMA", "true");

  VectorSupport {
    options = Map.copyOf(options);
  }

  static VectorSupport ofThisMachine() {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return new VectorSupport(
        module,
        System.getProperty("java.vm.name", ""),
        System.getProperty("java.vm.version", ""),
        System.getProperty("java.vm.info", ""),
        optionsOfThisMachine(),
        // Without the module the class does not load.
        module ? LongVector.SPECIES_PREFERRED.length() : 0);
  }

  private static Map<String, String> optionsOfThisMachine() {
    Map<String, String> options = new TreeMap<>();
    List<HotSpotDiagnosticMXBean> beans =
        ManagementFactory.getPlatformMXBeans(HotSpotDiagnosticMXBean.class);
    for (HotSpotDiagnosticMXBean bean : beans) {
      for (String name : NEEDED.keySet()) {
        try {
          options.put(name, bean.getVMOption(name).getValue());
        } catch (IllegalArgumentException _) {
          // Not an option of this JVM, or a locked one, which then has its usual value.
        }
      }
    }
    return options;
  }

  /** Why vectors can't be used, as the end of a sentence. */
  Optional<String> obstacle() {
    if (!module) {
      return Optional.of("start Java with --add-modules jdk.incubator.vector");
    }
    if (!hasC2()) {
      return Optional.of(
          "they need HotSpot's C2 compiler, but this is %s %s (%s)"
              .formatted(vmName, vmVersion, vmInfo));
    }
    for (Map.Entry<String, String> needed : new TreeMap<>(NEEDED).entrySet()) {
      String value = options.getOrDefault(needed.getKey(), needed.getValue());
      if (!value.equals(needed.getValue())) {
        return Optional.of(
            "they need the JVM's option %s to be %s, but here it is %s"
                .formatted(needed.getKey(), needed.getValue(), value));
      }
    }
    if (lanes < FEWEST) {
      return Optional.of(
          "they need %d lanes of 64 bits or more, but this JVM's vectors have %d"
              .formatted(FEWEST, lanes));
    }
    return Optional.empty();
  }

  /** Why scalar loops are taken unless vectors are asked for, as the end of a sentence. */
  Optional<String> objection() {
    return obstacle()
        .or(
            () ->
                lanes < FEWEST_FASTER
                    ? Optional.of(
                        "with the %d lanes of 64 bits of this JVM's vectors transforms are no faster; -D%s=vector takes vectors for sums and narrow products"
                            .formatted(lanes, KernelProvider.PROPERTY))
                    : Optional.empty());
  }

  private boolean hasC2() {
    return vmName.contains("Server VM")
        && !vmVersion.contains("jvmci")
        && !vmInfo.contains("interpreted mode")
        && !vmInfo.contains("emulated-client");
  }
}
