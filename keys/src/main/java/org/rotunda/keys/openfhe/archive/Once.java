package org.rotunda.keys.openfhe.archive;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is asked for once, however often its fields are. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> source;
  private Optional<T> value = Optional.empty();

  Once(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    if (value.isEmpty()) {
      value = Optional.of(source.get());
    }
    return value.get();
  }
}
