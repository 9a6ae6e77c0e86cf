package org.rotunda.paging.store;

import org.rotunda.ckks.evaluation.KeyId;

/**
 * One page of a store: the residues of one b-limb.
 *
 * @param key the key it belongs to
 * @param digit the key-switching digit, from 0
 * @param primeIndex the prime the residues belong to: 0..L for Q, L+1.. for P
 */
public record PageId(KeyId key, int digit, int primeIndex) {
  @Override
  public String toString() {
    return "digit %d, prime %d of the key %s".formatted(digit, primeIndex, key);
  }
}
