package org.rotunda.paging.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a damaged root right before a store is written to.
 *
 * <p>A root that is not whole was torn when the power failed during its commit, or was damaged
 * later. Which of the two can't be told, and needn't be: a root is written only after its key and
 * directory have reached the device, so in both cases they lie behind the newest directory that can
 * be reached, and are committed again. If nothing lies behind it, the damaged root was that of an
 * older generation, of which nothing is needed. If something else does, more than a root is
 * damaged, and nothing is touched.
 */
final class RootRepair {
  private final PageSink sink;
  private final StoreAuthentication authentication;

  RootRepair(PageSink sink, StoreAuthentication authentication) {
    this.sink = sink;
    this.authentication = authentication;
  }

  /**
   * Puts the root right that is damaged, if one is.
   *
   * @return what the store then says about itself
   * @throws StoreException if there may be a newer key that can't be recovered
   */
  StoreImage repair(StoreImage image) throws IOException {
    if (image.rootDamage().isEmpty()) {
      return image;
    }
    byte[] root = sink.size() == image.end() ? superseded(image) : requireSuccessor(image).encode();
    sink.write(RootSlot.position(image.directory().generation() + 1), root);
    sink.force();
    return StoreImage.read(sink, authentication);
  }

  /**
   * A root of the generation before, or none before the first. It points to the newest directory,
   * which contradicts it: should the newest root be damaged too, nothing older is taken for it.
   */
  private static byte[] superseded(StoreImage image) {
    long generation = image.directory().generation();
    if (generation == 0) {
      return new byte[RootSlot.BYTES];
    }
    long length = Directory.bytes(image.directory().keys().size());
    return new RootSlot(generation - 1, image.end() - length, length).encode();
  }

  /** The root of the next generation: its directory ends the file and has one key more or anew. */
  private RootSlot requireSuccessor(StoreImage image) throws IOException {
    int count = image.directory().keys().size();
    for (int next : new int[] {count, count + 1}) {
      long length = Directory.bytes(next);
      RootSlot root =
          new RootSlot(image.directory().generation() + 1, sink.size() - length, length);
      if (root.offset() >= image.end() && isSuccessor(image, root)) {
        return root;
      }
    }
    throw new StoreException.Corrupt(
        sink.name(),
        "its root at %d is not whole, and neither is the newer key that may belong to it"
            .formatted(RootSlot.position(image.directory().generation() + 1)));
  }

  private boolean isSuccessor(StoreImage image, RootSlot root) throws IOException {
    byte[] bytes = new byte[(int) root.length()];
    sink.read(root.offset(), bytes, 0, bytes.length);
    try {
      Directory next = Directory.decode(sink.name(), image.header(), root, bytes, authentication);
      Optional<StoredKey> added =
          next.keys().values().stream().filter(key -> key.offset() == image.end()).findFirst();
      return added.isPresent()
          && image.directory().with(added.get()).equals(next)
          && image.end() + image.header().geometry().extentBytes(added.get().level())
              == root.offset()
          && isWhole(image.header(), added.get());
    } catch (StoreException.Corrupt | StoreException.NotAuthentic _) {
      return false;
    }
  }

  private boolean isWhole(StoreHeader header, StoredKey key) throws StoreException {
    List<StoreException> damage = new ArrayList<>();
    StoreInspection.verify(sink, header, key, damage);
    return damage.isEmpty();
  }
}
