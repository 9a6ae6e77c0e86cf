package org.rotunda.ckks.ring;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What implementations of {@link Kernels} derive from one immutable value: made at first use, then
 * kept. Safe for use by several threads.
 *
 * @param <T> the value derived from
 */
final class DerivedTables<T> {
  private final ConcurrentMap<Class<?>, Object> tables = new ConcurrentHashMap<>();

  /**
   * The tables of a kind.
   *
   * @param kind their class, one object each
   */
  <K> K get(Class<K> kind, T value, Function<? super T, K> make) {
    Object made = tables.get(kind);
    if (made == null) {
      // Outside the map's lock, because tables may be made of other tables; a race makes two, one
      // stays.
      K fresh = make.apply(value);
      Object earlier = tables.putIfAbsent(kind, fresh);
      made = earlier == null ? fresh : earlier;
    }
    return kind.cast(made);
  }
}
