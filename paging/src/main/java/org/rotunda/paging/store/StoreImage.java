package org.rotunda.paging.store;

import java.io.EOFException;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a store file says about itself: its header and the newest directory that can be reached.
 *
 * @param end where the directory ends; if no root is damaged, anything behind it was never
 *     committed
 * @param rootDamage what is wrong with the other root, which may be the newest one: it is neither
 *     the root of the generation before nor, in a store without keys, empty
 */
record StoreImage(
    StoreHeader header, Directory directory, long end, Optional<StoreException> rootDamage) {
  /**
   * Reads header, roots and directory; allocates no more than the file holds and a directory can
   * need.
   *
   * @throws StoreException if they can't be read, are damaged, or are not authentic
   */
  static StoreImage read(PageSource source, StoreAuthentication authentication)
      throws StoreException {
    String file = source.name();
    try {
      long size = source.size();
      if (size < RootSlot.DATA_START) {
        return tooShort(source, size);
      }
      byte[] head = new byte[RootSlot.DATA_START];
      source.read(0, head, 0, head.length);
      StoreHeader header = StoreHeader.decode(file, head);
      RootSlot root = newest(file, head);
      requireBounds(file, header, root, size);
      byte[] bytes = new byte[(int) root.length()];
      source.read(root.offset(), bytes, 0, bytes.length);
      Directory directory = Directory.decode(file, header, root, bytes, authentication);
      return new StoreImage(
          header, directory, root.offset() + root.length(), otherRootDamage(file, head, root));
    } catch (StoreException e) {
      throw e;
    } catch (EOFException _) {
      throw new StoreException.Truncated(file, "directory", RootSlot.DATA_START, sizeOf(source));
    } catch (IOException e) {
      throw new StoreException.Io(file, e);
    }
  }

  /** A file too short for a store: another kind of file, if it can be told, or one cut off. */
  private static StoreImage tooShort(PageSource source, long size) throws IOException {
    if (size >= StoreHeader.BYTES) {
      byte[] head = new byte[StoreHeader.BYTES];
      source.read(0, head, 0, head.length);
      StoreHeader.decode(source.name(), head);
    }
    throw new StoreException.Truncated(source.name(), "head", RootSlot.DATA_START, size);
  }

  private static long sizeOf(PageSource source) throws StoreException {
    try {
      return source.size();
    } catch (IOException e) {
      throw new StoreException.Io(source.name(), e);
    }
  }

  private static RootSlot newest(String file, byte[] head) throws StoreException {
    return IntStream.range(0, RootSlot.COUNT)
        .mapToObj(generation -> RootSlot.decode(head, RootSlot.position(generation)))
        .flatMap(Optional::stream)
        .max(Comparator.comparingLong(RootSlot::generation))
        .orElseThrow(() -> new StoreException.Corrupt(file, "no root of its directory is whole"));
  }

  /** The generation before is the only one that the other slot can hold, if nothing went wrong. */
  private static Optional<StoreException> otherRootDamage(
      String file, byte[] head, RootSlot newest) {
    int position = RootSlot.position(newest.generation() + 1);
    boolean expected =
        newest.generation() == 0
            ? RootSlot.isEmpty(head, position)
            : RootSlot.decode(head, position)
                .filter(root -> root.generation() == newest.generation() - 1)
                .isPresent();
    return expected
        ? Optional.empty()
        : Optional.of(
            new StoreException.Corrupt(
                file,
                "its root at %d is not whole and may have been that of a newer key"
                    .formatted(position)));
  }

  private static void requireBounds(String file, StoreHeader header, RootSlot root, long size)
      throws StoreException {
    if (root.offset() < RootSlot.DATA_START
        || root.length() < Directory.bytes(0)
        || root.length() > Directory.maxBytes(header.geometry())) {
      throw new StoreException.Corrupt(file, "the root of its directory is out of range");
    }
    if (root.length() > size || root.offset() > size - root.length()) {
      throw new StoreException.Truncated(
          file,
          "directory of %d bytes at %d".formatted(root.length(), root.offset()),
          root.length(),
          size);
    }
  }
}
