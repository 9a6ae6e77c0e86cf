package org.rotunda.compiler.demo;

import java.util.List;
import org.rotunda.paging.pager.PagerStatistics;

/**
 * What the demo measured.
 *
 * @param expected the logits of every image from the clear network
 * @param policies one a residency policy
 * @param identical whether the output ciphertexts of all policies are the same bit for bit
 * @param predictedDeviation the predicted standard deviation of a logit's error, the largest of all
 *     images
 */
record DemoResult(
    List<double[]> expected,
    List<PolicyResult> policies,
    boolean identical,
    double predictedDeviation) {
  /**
   * A policy's figures.
   *
   * @param logits the decrypted logits of every image
   */
  record PolicyResult(
      String name, double secondsAnImage, PagerStatistics statistics, List<double[]> logits) {}

  /** Deviations within which a Gaussian error stays but for one in five hundred million. */
  static final int DEVIATIONS = 6;

  /** The largest difference between a policy's logits and the clear network's. */
  double largestError(PolicyResult policy) {
    double largest = 0;
    for (int image = 0; image < expected.size(); image++) {
      for (int k = 0; k < expected.get(image).length; k++) {
        largest =
            Math.max(largest, Math.abs(policy.logits().get(image)[k] - expected.get(image)[k]));
      }
    }
    return largest;
  }

  /** The bound that the prediction gives. */
  double errorBound() {
    return DEVIATIONS * predictedDeviation;
  }

  /** The distance between the largest and the smallest logit of all images. */
  double logitRange() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] logits : expected) {
      for (double logit : logits) {
        least = Math.min(least, logit);
        most = Math.max(most, logit);
      }
    }
    return most - least;
  }

  /** The classes of all images by one policy. */
  List<Integer> predictions(PolicyResult policy) {
    return policy.logits().stream().map(DemoResult::largest).toList();
  }

  /** The classes of all images by the clear network. */
  List<Integer> clearPredictions() {
    return expected.stream().map(DemoResult::largest).toList();
  }

  private static int largest(double[] logits) {
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      if (logits[k] > logits[best]) {
        best = k;
      }
    }
    return best;
  }

  /** How many images every policy gives the class that the clear network gives. */
  int agreements() {
    int count = 0;
    for (int image = 0; image < expected.size(); image++) {
      int clear = clearPredictions().get(image);
      int index = image;
      if (policies.stream().allMatch(policy -> predictions(policy).get(index) == clear)) {
        count++;
      }
    }
    return count;
  }
}
