package org.rotunda.compiler.plan;

import java.util.stream.IntStream;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.store.PageGeometry;
import org.rotunda.paging.store.UniformResidency;

/** The bytes of keys by level, in memory and in the store. Both grow with the level. */
final class KeySizes {
  private final long[] memory;
  private final long[] read;

  KeySizes(Parameters parameters, UniformResidency uniform) {
    PageGeometry geometry = PageGeometry.of(parameters);
    int levels = parameters.maxLevel() + 1;
    memory = IntStream.range(0, levels).mapToLong(l -> uniform.bytes(parameters, l)).toArray();
    read = IntStream.range(0, levels).mapToLong(geometry::readBytes).toArray();
  }

  /** The bytes that a key loaded for a level takes in memory. */
  long memory(int level) {
    return memory[level];
  }

  /** The bytes read to load a key for a level. */
  long read(int level) {
    return read[level];
  }

  /** The highest level. */
  int maxLevel() {
    return memory.length - 1;
  }
}
