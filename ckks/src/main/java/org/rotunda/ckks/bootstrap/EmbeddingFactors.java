package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.linear.DiagonalMatrix;

/**
 * The canonical embedding on n slots as a product of sparse matrices (Cheon, Han, Hhan, "Faster
 * Homomorphic Discrete Fourier Transforms and Improved FHE Bootstrapping", 2018; Chen, Chillotti,
 * Song, 2019, section 4).
 *
 * <p>With c_k = m_k + i m_(k+n) the slots are U c, U_jk = zeta^(k 5^j), zeta = exp(i pi / 2n), and
 * U = S_n ... S_8 S_4 S_2 R: R reverses the bits of indices, S_m has butterflies in blocks of m
 * slots with the twiddles exp(2 pi i 5^j / 4m) for j &lt; m/2, on the diagonals 0, m/2 and -m/2,
 * each of period m. Consecutive stages are collapsed into one factor a level. R is never applied:
 * what is done between the two directions acts on every slot alike.
 *
 * <p>A factor whose largest block is m has diagonals of period m, so they are given by m entries;
 * only the factor with S_n has full ones.
 */
final class EmbeddingFactors {
  private EmbeddingFactors() {}

  /**
   * Factors of S_n ... S_2 in the order of application, the first having the most stages.
   *
   * @param logSlots log2 n, at least 0
   * @param count the number of factors, at least 1; beyond log2 n they are identities
   */
  static List<DiagonalMatrix> evaluation(int logSlots, int count) {
    return evaluation(logSlots, split(logSlots, count));
  }

  /** As {@link #evaluation(int, int)} with the number of stages of each factor. */
  static List<DiagonalMatrix> evaluation(int logSlots, List<Integer> stagesOfFactors) {
    List<DiagonalMatrix> factors = new ArrayList<>();
    int done = 0;
    for (int stages : stagesOfFactors) {
      Diagonals product = Diagonals.identity(1 << logSlots);
      for (int stage = done + 1; stage <= done + stages; stage++) {
        product = Diagonals.evaluationStage(1 << stage, 1 << logSlots).times(product);
      }
      factors.add(product.toMatrix());
      done += stages;
    }
    return factors;
  }

  /**
   * Factors of n (S_n ... S_2)^-1 in the order of application, the last having the most stages:
   * those of {@link #evaluation} mirrored, so that both use the same rotations.
   */
  static List<DiagonalMatrix> interpolation(int logSlots, int count) {
    return interpolation(logSlots, split(logSlots, count).reversed());
  }

  /** As {@link #interpolation(int, int)} with the number of stages of each factor. */
  static List<DiagonalMatrix> interpolation(int logSlots, List<Integer> stagesOfFactors) {
    List<DiagonalMatrix> factors = new ArrayList<>();
    int left = logSlots;
    for (int stages : stagesOfFactors) {
      Diagonals product = Diagonals.identity(1 << logSlots);
      for (int stage = left; stage > left - stages; stage--) {
        product = Diagonals.interpolationStage(1 << stage, 1 << logSlots).times(product);
      }
      factors.add(product.toMatrix());
      left -= stages;
    }
    return factors;
  }

  /** Stages a factor, as even as can be, descending. */
  static List<Integer> split(int logSlots, int count) {
    List<Integer> stages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stages.add((logSlots + count - 1 - i) / count);
    }
    return stages;
  }
}
