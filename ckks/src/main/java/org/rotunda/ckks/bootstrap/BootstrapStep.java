package org.rotunda.ckks.bootstrap;

import java.util.List;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.linear.BabyStepGiantStep;

/** A part of a bootstrap, for those who predict what one takes of keys, time and memory. */
public sealed interface BootstrapStep {
  /** The keys that it acquires, in order. */
  List<KeyUse> keyUses();

  /** A product a use of the relinearisation key. */
  static List<BootstrapStep> products(List<KeyUse> uses) {
    return uses.stream().<BootstrapStep>map(Product::new).toList();
  }

  /** The bytes that the diagonals of all transforms among some parts take in memory. */
  static long matrixBytes(List<BootstrapStep> steps) {
    return steps.stream()
        .mapToLong(step -> step instanceof Transform transform ? transform.bytes() : 0)
        .sum();
  }

  /**
   * Both components of a ciphertext are taken modulo all of Q.
   *
   * @param level the level reached
   */
  record ModulusRaising(int level) implements BootstrapStep {
    @Override
    public List<KeyUse> keyUses() {
      return List.of();
    }
  }

  /**
   * A key switch of a whole ciphertext, and a sum: to another secret, of the trace, or by a
   * conjugation.
   *
   * @param use its key
   */
  record KeySwitch(KeyUse use) implements BootstrapStep {
    @Override
    public List<KeyUse> keyUses() {
      return List.of(use);
    }
  }

  /**
   * A product of two ciphertexts, relinearised and rescaled, with the constants around it.
   *
   * @param use the relinearisation, at the level before rescaling
   */
  record Product(KeyUse use) implements BootstrapStep {
    @Override
    public List<KeyUse> keyUses() {
      return List.of(use);
    }
  }

  /**
   * One factor of CoeffsToSlots or SlotsToCoeffs, rescaled.
   *
   * @param slots of the ciphertext
   * @param level of the argument
   * @param split into baby and giant steps
   * @param diagonals how many there are
   * @param isHeld whether its diagonals are kept transformed, rather than transformed at each use
   * @param bytes that its diagonals take in memory, however kept
   * @param keyUses of the baby steps, then of the giant steps
   */
  record Transform(
      int slots,
      int level,
      BabyStepGiantStep split,
      int diagonals,
      boolean isHeld,
      long bytes,
      List<KeyUse> keyUses)
      implements BootstrapStep {
    /** Copies the list. */
    public Transform {
      keyUses = List.copyOf(keyUses);
    }
  }
}
