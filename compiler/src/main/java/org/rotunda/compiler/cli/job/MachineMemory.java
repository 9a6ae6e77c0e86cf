package org.rotunda.compiler.cli.job;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much memory there is to be had. */
public final class MachineMemory {
  private MachineMemory() {}

  /** The bytes of physical memory of this machine, or of the container that this JVM is in. */
  public static long bytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
