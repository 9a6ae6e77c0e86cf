package org.rotunda.paging.pager;

import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;

/**
 * What a table has of a key in memory: a part in its residence, which others may have too. A claim
 * on a key that is loading becomes a lease when it is resident. Used with the pager's lock held.
 */
final class Hold {
  /** Why the key is held. */
  enum Origin {
    DEMAND,
    PREFETCH
  }

  private final KeyTable table;
  private final Residence residence;
  private final Origin origin;
  private KeyLoad load;
  private int claims;
  private boolean used;

  /**
   * A part in a residence.
   *
   * @param load what the table asked for, at most what the residence has
   */
  Hold(KeyTable table, Residence residence, KeyLoad load, Origin origin) {
    this.table = table;
    this.residence = residence;
    this.load = load;
    this.origin = origin;
  }

  KeyTable table() {
    return table;
  }

  Residence residence() {
    return residence;
  }

  /** What the table asked for, or has shrunk it to. */
  KeyLoad load() {
    return load;
  }

  int level() {
    return load.level();
  }

  /** Asks for less from now on. */
  void shrink(int level) {
    load = new KeyLoad(load.id(), level, load.uniform());
  }

  boolean isLoading() {
    return residence.isLoading();
  }

  /** Whether it may be let go: the key is there, and nobody of this table uses or awaits it. */
  boolean isIdle() {
    return claims == 0 && !residence.isLoading() && !residence.isFailed();
  }

  boolean isPrefetched() {
    return origin == Origin.PREFETCH;
  }

  /** Whether it was ever claimed. */
  boolean isUsed() {
    return used;
  }

  void claim() {
    claims++;
    used = true;
  }

  void giveBack() {
    claims--;
  }

  /**
   * The key that a claim has turned into.
   *
   * @throws org.rotunda.ckks.evaluation.KeyUnavailableException.NotLoaded if its load failed
   */
  EvaluationKey key() {
    return residence.key(load);
  }
}
