package org.rotunda.paging.pager;

import static org.rotunda.paging.store.StoreFixture.galois;
import static org.rotunda.paging.store.StoreFixture.keySet;
import static org.rotunda.paging.store.StoreFixture.relinearisation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.keys.material.SeededKey;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.MemoryPages;
import org.rotunda.paging.store.PageSource;
import org.rotunda.paging.store.StoreAuthentication;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.StoreFixture;

/**
 * Keys in a store in memory: relinearisation, 5^0, 5^1 and so on; seven by default, the first four
 * at the top level.
 */
final class TestKeys {
  private static final StoreAuthentication NONE = new StoreAuthentication.None();
  private final Parameters parameters;
  private final List<SeededKey> keys = new ArrayList<>();
  private final MemoryPages pages;

  TestKeys() throws StoreException {
    this(StoreFixture.pairs(), 4, 4, 4, 4, 3, 2, 0);
  }

  /** Many keys at the top level of a larger ring. */
  static TestKeys atTopLevel(int count) throws StoreException {
    Parameters parameters = StoreFixture.many();
    int[] levels = new int[count];
    Arrays.fill(levels, parameters.maxLevel());
    return new TestKeys(parameters, levels);
  }

  private TestKeys(Parameters parameters, int... levels) throws StoreException {
    this.parameters = parameters;
    int element = 1;
    for (int i = 0; i < levels.length; i++) {
      KeyUse use = i == 0 ? relinearisation(levels[i]) : galois(element, levels[i]);
      keys.add(StoreFixture.key(parameters, keySet(0), use, i));
      element = element * 5 % (2 * parameters.degree());
    }
    pages = StoreFixture.store(parameters, NONE, keys);
  }

  Parameters parameters() {
    return parameters;
  }

  PageSource source() {
    return pages;
  }

  KeyStore open(PageSource source) throws StoreException {
    return KeyStore.open(source, parameters, NONE);
  }

  KeyStore open() throws StoreException {
    return open(pages);
  }

  /** A store without keys. */
  MemoryPages emptyStore() throws StoreException {
    return StoreFixture.emptyStore(parameters, NONE, keys.getFirst().keySet());
  }

  /** Adds to a store. */
  KeyStoreWriter writer(MemoryPages to) throws StoreException {
    return KeyStoreWriter.resume(to, parameters, keys.getFirst().keySet(), NONE);
  }

  int count() {
    return keys.size();
  }

  SeededKey key(int i) {
    return keys.get(i);
  }

  int storedLevel(int i) {
    return keys.get(i).level();
  }

  /** Key i for fewer levels, with the same seed, as only a test may make it. */
  SeededKey truncated(int i, int level) {
    SeededKey whole = keys.get(i);
    int[] primes = parameters.keyPrimeIndices(level).toArray();
    long[][][] b = new long[parameters.digits(level)][primes.length][];
    for (int digit = 0; digit < b.length; digit++) {
      for (int position = 0; position < primes.length; position++) {
        b[digit][position] = whole.key().b(digit, primes[position]);
      }
    }
    return new SeededKey(
        whole.keySet(),
        whole.seed(),
        new EvaluationKey(whole.id(), level, parameters, b, whole.key().a()));
  }

  KeyId id(int i) {
    return keys.get(i).id();
  }

  /** A use of key i. */
  KeyUse use(int i, int level) {
    return new KeyUse(id(i), level);
  }

  /** Random uses of all keys at levels they serve. */
  List<KeyUse> trace(int length, SplittableRandom random) {
    return random
        .ints(length, 0, keys.size())
        .mapToObj(i -> use(i, random.nextInt(keys.get(i).level() + 1)))
        .toList();
  }

  /** The level that a key is stored for. */
  int storedLevel(KeyId id) {
    return original(id).level();
  }

  /** Fails unless a lease's key is the original at a level. */
  void requireSame(KeyLease lease, int level, String context) {
    StoreFixture.requireSame(lease.key(), original(lease.key().id()), parameters, level, context);
  }

  /** The same for what comes from the store. */
  void requireSameStored(KeyLease lease, int level, String context) {
    StoreFixture.requireSameStored(
        lease.key(), original(lease.key().id()), parameters, level, context);
  }

  private SeededKey original(KeyId id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow();
  }
}
