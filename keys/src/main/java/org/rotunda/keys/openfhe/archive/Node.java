package org.rotunda.keys.openfhe.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A type as archives hold it, for reading and for writing.
 *
 * @param <T> what it is in Java
 */
@FunctionalInterface
public interface Node<T> {
  /** A 32-bit unsigned integer. */
  Node<Long> U32 = (archive, name, value) -> archive.number(name, Width.U32, value::get);

  /** A 64-bit unsigned integer; above 2^63 it is negative in Java. */
  Node<Long> U64 = (archive, name, value) -> archive.number(name, Width.U64, value::get);

  /** A number of single precision. */
  Node<Double> F32 = (archive, name, value) -> archive.real(name, true, value::get);

  /** A number of double precision. */
  Node<Double> F64 = (archive, name, value) -> archive.real(name, false, value::get);

  /** A truth value. */
  Node<Boolean> FLAG = Node::flag;

  /**
   * Passes over one value.
   *
   * @param name its name in JSON
   * @param value gives what is written; not asked in reading
   */
  T walk(Archive archive, String name, Supplier<T> value) throws IOException;

  private static Boolean flag(Archive archive, String name, Supplier<Boolean> value)
      throws IOException {
    long bit = archive.number(name, Width.U8, () -> value.get() ? 1 : 0);
    if (bit > 1) {
      throw archive.malformed("A truth value is 0 or 1, but %d was found.".formatted(bit));
    }
    return bit == 1;
  }

  /** A string of at most so many bytes of ASCII. */
  static Node<String> text(int most) {
    return (archive, name, value) -> archive.text(name, most, value);
  }

  /** An array of at most so many 64-bit unsigned integers. */
  static Node<Words> words(int most) {
    return (archive, name, value) -> Words.of(archive.words(name, most, () -> value.get().array()));
  }

  /** One of some constants, by its place among them. */
  static <E extends Enum<E>> Node<E> oneOf(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    return (archive, name, value) -> {
      long code = archive.number(name, Width.U32, () -> constants.indexOf(value.get()));
      if (code >= constants.size()) {
        throw archive.malformed(
            "A %s is between 0 and %d, but %d was found."
                .formatted(type.getSimpleName(), constants.size() - 1, code));
      }
      return constants.get((int) code);
    };
  }

  /** A sequence of at most so many elements. */
  static <T> Node<List<T>> list(Node<T> element, int most) {
    return (archive, name, value) -> {
      List<T> elements = new ArrayList<>();
      stream(element, most, elements::add).walk(archive, name, value);
      return List.copyOf(elements);
    };
  }

  /**
   * A sequence whose elements are not kept: each is given to a sink as it has passed. Written, each
   * is got from the list once, so the list may make them on demand.
   */
  static <T> Node<List<T>> stream(Node<T> element, int most, Sink<T> sink) {
    return (archive, name, value) -> {
      AtomicInteger place = new AtomicInteger();
      archive.items(
          name,
          most,
          () -> value.get().size(),
          () -> {
            int i = place.getAndIncrement();
            sink.accept(element.walk(archive, "", new Once<>(() -> value.get().get(i))));
            return i;
          });
      return List.of();
    };
  }

  /** A class without a version. */
  static <T> Node<T> object(Walk<T> walk) {
    return (archive, name, value) ->
        archive.object(name, () -> walk.over(new Fields<>(archive, value)));
  }

  /**
   * A class that states its version.
   *
   * @param type what its version is remembered under
   * @param version the only version understood
   */
  static <T> Node<T> object(String type, long version, Walk<T> walk) {
    return (archive, name, value) ->
        archive.object(
            name,
            () -> {
              archive.version(type, version);
              return walk.over(new Fields<>(archive, value));
            });
  }

  /** The same on the wire, another type in Java. */
  default <S> Node<S> as(Conversion<T, S> reading, Function<S, T> writing) {
    return (archive, name, value) -> {
      T plain = walk(archive, name, () -> writing.apply(value.get()));
      return reading.convert(plain, archive);
    };
  }

  /** From what is on the wire to what it means. */
  @FunctionalInterface
  interface Conversion<T, S> {
    /** Converts, or throws {@link Archive#malformed}. */
    S convert(T plain, Archive archive) throws IOException;
  }
}
