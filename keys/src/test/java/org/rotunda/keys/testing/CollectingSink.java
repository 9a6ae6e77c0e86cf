package org.rotunda.keys.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.material.KeySink;
import org.rotunda.keys.material.SeededKey;

/** Keeps keys in memory and, when told to, fails at one of them. */
public final class CollectingSink implements KeySink {
  private final List<SeededKey> keys = new ArrayList<>();
  private final Set<Integer> failures = new HashSet<>();
  private int attempts;

  /** Fails at an attempt, counted from 0. */
  public CollectingSink failingAt(int attempt) {
    failures.add(attempt);
    return this;
  }

  @Override
  public boolean isComplete(KeyRequest request) {
    return keys.stream()
        .anyMatch(key -> key.id().equals(request.id()) && key.level() >= request.level());
  }

  @Override
  public void accept(SeededKey key) throws IOException {
    int attempt = attempts;
    attempts++;
    if (failures.contains(attempt)) {
      throw new IOException("No space left, says the test.");
    }
    keys.add(key);
  }

  /** The keys, in the order of their coming. */
  public List<SeededKey> keys() {
    return List.copyOf(keys);
  }

  /** The number of keys that came, kept or not. */
  public int attempts() {
    return attempts;
  }
}
