package org.rotunda.keys.openfhe.archive;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Pointers as cereal archives hold them. */
public final class Pointer {
  /** The polymorphic number of a pointer whose dynamic type is its static type. */
  private static final long STATIC_TYPE = 0x4000_0000L;

  private static final int MAX_NAME = 256;

  private Pointer() {}

  /** A shared pointer to a class that is not polymorphic. */
  public static <T> Node<T> shared(Class<T> type, Node<T> pointee) {
    return (archive, name, value) ->
        archive.object(
            name,
            () -> archive.object("ptr_wrapper", () -> content(archive, type, pointee, value)));
  }

  /** A shared pointer to a polymorphic class that points to that class itself. */
  public static <T> Node<T> polymorphic(Class<T> type, Node<T> pointee) {
    return (archive, name, value) ->
        archive.object(
            name,
            () -> {
              staticType(archive);
              return archive.object("ptr_wrapper", () -> content(archive, type, pointee, value));
            });
  }

  /** A shared pointer that points to the named class, derived from the pointer's own. */
  public static <T> Node<T> polymorphic(String dynamicType, Class<T> type, Node<T> pointee) {
    return (archive, name, value) ->
        archive.object(
            name,
            () -> {
              long number =
                  archive.number(
                      "polymorphic_id",
                      Width.U32,
                      () -> archive.pointers().nameNumberOf(dynamicType));
              dynamicType(archive, number, dynamicType);
              return archive.object("ptr_wrapper", () -> content(archive, type, pointee, value));
            });
  }

  /** As {@link #polymorphic}, for a pointer that may be null. */
  public static <T> Node<Optional<T>> nullable(String dynamicType, Class<T> type, Node<T> pointee) {
    return (archive, name, value) ->
        archive.object(
            name,
            () -> {
              long number =
                  archive.number(
                      "polymorphic_id",
                      Width.U32,
                      () ->
                          value.get().isEmpty() ? 0 : archive.pointers().nameNumberOf(dynamicType));
              if (number == 0) {
                return Optional.empty();
              }
              dynamicType(archive, number, dynamicType);
              return Optional.of(
                  archive.object(
                      "ptr_wrapper",
                      () -> content(archive, type, pointee, () -> value.get().orElseThrow())));
            });
  }

  /**
   * A shared pointer to the named class in a sequence too long to keep: its objects are numbered,
   * but can't be referred to again.
   */
  public static <T> Node<T> passing(String dynamicType, Node<T> pointee) {
    return (archive, name, value) ->
        archive.object(
            name,
            () -> {
              long number =
                  archive.number(
                      "polymorphic_id",
                      Width.U32,
                      () -> archive.pointers().nameNumberOf(dynamicType));
              dynamicType(archive, number, dynamicType);
              return archive.object("ptr_wrapper", () -> passing(archive, pointee, value));
            });
  }

  /** As {@link #passing(String, Node)}, to a class that is not polymorphic. */
  public static <T> Node<T> passing(Node<T> pointee) {
    return (archive, name, value) ->
        archive.object(
            name, () -> archive.object("ptr_wrapper", () -> passing(archive, pointee, value)));
  }

  /** A unique pointer to a polymorphic class that points to that class itself and is not null. */
  public static <T> Node<T> unique(Node<T> pointee) {
    return (archive, name, value) ->
        archive.object(
            name,
            () -> {
              staticType(archive);
              return archive.object(
                  "ptr_wrapper",
                  () -> {
                    long valid = archive.number("valid", Width.U8, () -> 1);
                    if (valid != 1) {
                      throw archive.malformed(
                          "A pointer that is not null is expected, but its mark is %d."
                              .formatted(valid));
                    }
                    return pointee.walk(archive, "data", value);
                  });
            });
  }

  private static void staticType(Archive archive) throws IOException {
    long number = archive.number("polymorphic_id", Width.U32, () -> STATIC_TYPE);
    if (number != STATIC_TYPE) {
      throw archive.malformed(
          "A pointer to its own type is expected, but the type number is %d.".formatted(number));
    }
  }

  private static void dynamicType(Archive archive, long number, String expected)
      throws IOException {
    PointerTable table = archive.pointers();
    String found;
    if ((number & PointerTable.NEW) == 0) {
      found = table.name(number);
    } else {
      table.beginName(number);
      found = archive.text("polymorphic_name", MAX_NAME, () -> expected);
      table.addName(found);
    }
    if (!found.equals(expected)) {
      throw archive.malformed(
          "A pointer to %s is expected, but it is to \"%s\"; only HYBRID key switching of CKKS is understood."
              .formatted(expected, found));
    }
  }

  private static <T> T content(Archive archive, Class<T> type, Node<T> pointee, Supplier<T> value)
      throws IOException {
    PointerTable table = archive.pointers();
    long number = archive.number("id", Width.U32, () -> table.numberOf(value.get()));
    if ((number & PointerTable.NEW) == 0) {
      return table.get(number, type);
    }
    int place = table.begin(number);
    T object = pointee.walk(archive, "data", value);
    table.complete(place, object);
    return object;
  }

  private static <T> T passing(Archive archive, Node<T> pointee, Supplier<T> value)
      throws IOException {
    PointerTable table = archive.pointers();
    long number = archive.number("id", Width.U32, table::next);
    if ((number & PointerTable.NEW) == 0) {
      throw archive.malformed(
          "Every key of a map is its own, but this one refers to shared object %d."
              .formatted(number));
    }
    table.begin(number);
    return pointee.walk(archive, "data", value);
  }
}
