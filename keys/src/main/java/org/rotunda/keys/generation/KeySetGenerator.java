package org.rotunda.keys.generation;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyId.Encapsulation.Direction;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.ResidentKeys;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.EvaluationKeyGenerator;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.material.KeySink;
import org.rotunda.keys.material.SeededKey;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededHalf;

/**
 * Generates the evaluation keys of a key set and hands each on before the next is begun, so that
 * never more than one is in memory. The limbs of one key are spread over the engine's threads.
 *
 * <p>Holds the secret in NTT form until closed.
 */
public final class KeySetGenerator implements AutoCloseable {
  private final Parameters parameters;
  private final KeySetId keySet;
  private final RandomSource random;
  private final EvaluationKeyGenerator generator;

  /**
   * A generator for one secret key.
   *
   * @param engine kernels and threads; limbs come from the heap, because the sink may keep them
   * @param random where seeds and errors come from
   */
  public KeySetGenerator(
      CkksContext context,
      Engine engine,
      SecretKey secret,
      KeySetId keySet,
      RandomSource random,
      SecretKeyAccess access) {
    this.parameters = context.parameters();
    this.keySet = keySet;
    this.random = random;
    Engine onHeap = engine.withLimbs(LimbAllocator.heap());
    this.generator = new EvaluationKeyGenerator(context, onHeap, secret, random, access);
  }

  /**
   * Generates what is asked for and not yet complete, relinearisation first, then Galois elements
   * ascending. Of several requests for one key the highest level counts.
   *
   * @throws IllegalArgumentException before any work, if a level or Galois element is out of range
   *     or the ephemeral secret isn't secure under the parameters ({@link
   *     Security#requireEphemeral})
   * @throws IOException if the sink can't keep a key; those before it are complete, and calling
   *     again with the same sink goes on after them
   */
  public void generate(
      Collection<KeyRequest> requests, KeySink sink, KeyGenerationListener listener)
      throws IOException {
    List<KeyRequest> distinct = distinct(requests);
    int done = 0;
    for (KeyRequest request : distinct) {
      if (!sink.isComplete(request)) {
        sink.accept(generate(request));
      }
      done++;
      listener.completed(request, done, distinct.size());
    }
  }

  /**
   * Generates the keys that uses need and holds them all in memory: for few keys and small rings.
   */
  public ResidentKeys inMemory(KeyUse... uses) {
    List<KeyRequest> requests =
        Arrays.stream(uses).map(use -> new KeyRequest(use.id(), use.level())).toList();
    return new ResidentKeys(
        distinct(requests).stream().map(request -> generate(request).key()).toList());
  }

  private List<KeyRequest> distinct(Collection<KeyRequest> requests) {
    SortedMap<KeyId, Integer> levels = new TreeMap<>();
    for (KeyRequest request : requests) {
      check(request);
      levels.merge(request.id(), request.level(), Math::max);
    }
    return levels.entrySet().stream()
        .map(entry -> new KeyRequest(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void check(KeyRequest request) {
    if (request.level() < 0 || request.level() > parameters.maxLevel()) {
      throw new IllegalArgumentException(
          "A key serves a level between 0 and %d, but %s was asked for at %d."
              .formatted(parameters.maxLevel(), request.id(), request.level()));
    }
    if (request.id() instanceof KeyId.Encapsulation) {
      Security.requireEphemeral(parameters);
    }
    if (request.id().equals(new KeyId.Encapsulation(Direction.INTO)) && request.level() != 0) {
      throw new IllegalArgumentException(
          "The key %s exists at level 0 only, but was asked for at level %d; ask for it at level 0."
              .formatted(request.id(), request.level()));
    }
    if (request.id() instanceof KeyId.Galois(int element) && element >= 2 * parameters.degree()) {
      throw new IllegalArgumentException(
          "Galois elements are below 2N = %d, but %d was asked for; was the request made for other parameters?"
              .formatted(2 * parameters.degree(), element));
    }
  }

  /** One key, with a seed that was never used before. */
  private SeededKey generate(KeyRequest request) {
    KeySeed seed = KeySeed.fresh(random);
    SeededHalf a = new SeededHalf(parameters, keySet, request.id(), seed);
    return new SeededKey(keySet, seed, generator.generate(request.id(), request.level(), a));
  }

  @Override
  public void close() {
    generator.close();
  }
}
