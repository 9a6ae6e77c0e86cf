package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.paging.store.UniformResidency;

/** Traces of key uses by seed. */
final class RandomTraces {
  private RandomTraces() {}

  /** Key k of a trace: relinearisation first, then Galois elements. */
  static KeyId key(int k) {
    return k == 0 ? new KeyId.Relinearisation() : new KeyId.Galois(2 * k + 1);
  }

  /** Uses of random keys at random levels from 0 to a level. */
  static List<KeyUse> mixed(SplittableRandom random, int length, int keys, int maxLevel) {
    return IntStream.range(0, length)
        .mapToObj(_ -> new KeyUse(key(random.nextInt(keys)), random.nextInt(maxLevel + 1)))
        .toList();
  }

  /** Uses of random keys, all at one level. */
  static List<KeyUse> even(SplittableRandom random, int length, int keys, int level) {
    return IntStream.range(0, length)
        .mapToObj(_ -> new KeyUse(key(random.nextInt(keys)), level))
        .toList();
  }

  /** Groups of one to three different keys, at random ones of some levels. */
  static UseGroups groups(SplittableRandom random, int count, int keys, int[] levels) {
    return new UseGroups(
        IntStream.range(0, count)
            .mapToObj(
                _ ->
                    random
                        .ints(0, keys)
                        .distinct()
                        .limit(random.nextInt(1, Math.min(3, keys) + 1))
                        .mapToObj(k -> new KeyUse(key(k), levels[random.nextInt(levels.length)]))
                        .toList())
            .toList());
  }

  /**
   * A long program: layers of baby and giant steps over a part of the keys each, at levels that
   * fall to 0 and start again from the top.
   */
  static UseGroups layered(SplittableRandom random, int uses, int keys, int maxLevel) {
    List<List<KeyUse>> groups = new ArrayList<>();
    int count = 0;
    int level = maxLevel;
    while (count < uses) {
      int size = Math.min(random.nextInt(1, 64), keys);
      int first = random.nextInt(keys);
      List<KeyUse> group = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        group.add(new KeyUse(key((first + k) % keys), level));
      }
      groups.add(group);
      count += size;
      level = random.nextInt(4) > 0 ? level : level == 0 ? maxLevel : level - 1;
    }
    return new UseGroups(groups);
  }

  /** Every key with the highest level of its uses. */
  static Map<KeyId, Integer> topLevels(List<KeyUse> trace) {
    Map<KeyId, Integer> levels = new HashMap<>();
    trace.forEach(use -> levels.merge(use.id(), use.level(), Math::max));
    return levels;
  }

  /** A budget from the bytes of the largest key to those of all keys. */
  static long budget(
      SplittableRandom random,
      List<KeyUse> trace,
      Parameters parameters,
      UniformResidency uniform) {
    long least = largest(trace, parameters, uniform);
    long most =
        topLevels(trace).values().stream()
            .mapToLong(level -> uniform.bytes(parameters, level))
            .sum();
    return random.nextLong(least, most + 1);
  }

  /** The bytes of the largest key. */
  static long largest(List<KeyUse> trace, Parameters parameters, UniformResidency uniform) {
    return trace.stream().mapToLong(use -> uniform.bytes(parameters, use.level())).max().orElse(0);
  }
}
