package org.rotunda.paging.pager;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.store.LoadedKey;

/**
 * The keys in memory, for all tables together: what one has or awaits, another takes part in
 * without a read and without further bytes.
 *
 * <p>A residence takes no more bytes than its holds would each by itself. When a hold is let go,
 * the residence shrinks to what the others need, so bytes in memory never exceed the sum of what
 * tables account for. Used with the pager's lock held.
 */
final class Residences {
  private final Map<KeyId, List<Residence>> present = new HashMap<>();
  private final Parameters parameters;
  private final String store;
  private final Accounting accounting;
  private long sequence;

  Residences(Parameters parameters, String store, Accounting accounting) {
    this.parameters = parameters;
    this.store = store;
    this.accounting = accounting;
  }

  /** What serves a load already, if anything does. */
  Optional<Residence> find(KeyLoad load) {
    return present.getOrDefault(load.id(), List.of()).stream()
        .filter(residence -> residence.serves(load))
        .findFirst();
  }

  /** A new one, which is to be loaded. */
  Residence begin(KeyLoad load) {
    Residence residence = new Residence(load, parameters, store, sequence++);
    present.computeIfAbsent(load.id(), _ -> new ArrayList<>()).add(residence);
    accounting.reserved(residence.bytes());
    return residence;
  }

  /** LOADING -> RESIDENT. */
  void arrived(Residence residence, LoadedKey loaded) {
    residence.arrived(loaded);
    accounting.loaded(loaded.bytesRead());
    for (Hold hold : List.copyOf(residence.holds())) {
      hold.table().arrived(hold);
    }
  }

  /** LOADING -> ABSENT; everybody who waits learns the cause. */
  void failed(Residence residence, Throwable cause) {
    residence.failed(cause);
    forget(residence);
    accounting.failed(residence.bytes());
    for (Hold hold : List.copyOf(residence.holds())) {
      hold.table().failed(hold);
    }
  }

  /** A hold on a resident key is let go; with the last, RESIDENT -> ABSENT. */
  void letGo(Hold hold) {
    Residence residence = hold.residence();
    residence.holds().remove(hold);
    if (residence.holds().isEmpty()) {
      leave(residence);
    } else {
      shrink(residence);
    }
  }

  /** A hold needs less than before. */
  void shrunk(Hold hold) {
    shrink(hold.residence());
  }

  private void shrink(Residence residence) {
    long freed = residence.shrink();
    accounting.shrunk(freed);
    if (freed > 0) {
      KeyTruncationEvent event = new KeyTruncationEvent();
      event.key = residence.id().toString();
      event.level = residence.level();
      event.memory = residence.bytes();
      event.commit();
    }
  }

  private void leave(Residence residence) {
    residence.leave();
    forget(residence);
    accounting.evicted(residence.bytes());
    KeyEvictionEvent event = new KeyEvictionEvent();
    event.key = residence.id().toString();
    event.level = residence.load().level();
    event.memory = residence.bytes();
    event.commit();
  }

  private void forget(Residence residence) {
    present.computeIfPresent(
        residence.id(),
        (_, list) -> {
          list.remove(residence);
          return list.isEmpty() ? null : list;
        });
  }
}
