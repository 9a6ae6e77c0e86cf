package org.rotunda.keys.openfhe.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shared objects of one archive and the names of dynamic types, each numbered from 1 in order
 * of first occurrence. An object is written where it occurs first; later it is its number.
 */
final class PointerTable {
  /** Marks the number of what occurs for the first time. */
  static final long NEW = 0x8000_0000L;

  private final Archive archive;
  private final List<Optional<Object>> objects = new ArrayList<>();
  private final IdentityHashMap<Object, Long> numbers = new IdentityHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, Long> nameNumbers = new HashMap<>();

  PointerTable(Archive archive) {
    this.archive = archive;
  }

  /** The number to write for an object. */
  long numberOf(Object object) {
    Long known = numbers.putIfAbsent(object, objects.size() + 1L);
    return known == null ? next() : known;
  }

  /** The number to write for an object that is not remembered. */
  long next() {
    return NEW | (objects.size() + 1L);
  }

  /** Takes the next place, for an object that follows. */
  int begin(long number) throws ArchiveException {
    if ((number & ~NEW) != objects.size() + 1L) {
      throw archive.malformed(
          "The next shared object has number %d, but %d was found."
              .formatted(objects.size() + 1, number & ~NEW));
    }
    objects.add(Optional.empty());
    return objects.size() - 1;
  }

  /** Keeps an object for later references. */
  void complete(int place, Object object) {
    objects.set(place, Optional.of(object));
  }

  /** The object referred to. */
  <V> V get(long number, Class<V> type) throws ArchiveException {
    if (number < 1 || number > objects.size()) {
      throw archive.malformed(
          "A reference is to one of the %d shared objects so far, but %d was found."
              .formatted(objects.size(), number));
    }
    Object object =
        objects
            .get((int) number - 1)
            .orElseThrow(
                () ->
                    archive.malformed(
                        "Shared object %d can't be referred to: it is not complete, or is a key of a map."
                            .formatted(number)));
    if (!type.isInstance(object)) {
      throw archive.malformed(
          "A reference to a %s is expected, but shared object %d is a %s."
              .formatted(type.getSimpleName(), number, object.getClass().getSimpleName()));
    }
    return type.cast(object);
  }

  /** The number to write for the name of a dynamic type. */
  long nameNumberOf(String name) {
    Long known = nameNumbers.get(name);
    return known == null ? NEW | (names.size() + 1L) : known;
  }

  /** Takes the next place, for a name that follows. */
  void beginName(long number) throws ArchiveException {
    if ((number & ~NEW) != names.size() + 1L) {
      throw archive.malformed(
          "The next type name has number %d, but %d was found."
              .formatted(names.size() + 1, number & ~NEW));
    }
  }

  void addName(String name) {
    names.add(name);
    nameNumbers.put(name, (long) names.size());
  }

  /** The name referred to. */
  String name(long number) throws ArchiveException {
    if (number < 1 || number > names.size()) {
      throw archive.malformed(
          "A type name is one of the %d so far, but number %d was found."
              .formatted(names.size(), number));
    }
    return names.get((int) number - 1);
  }
}
