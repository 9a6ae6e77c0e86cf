package org.rotunda.bench.mnist;

/**
 * Cross-entropy of the softmax of logits against a smoothed label: the label has the probability 1
 * - s and the share s is spread evenly over all classes (C. Szegedy and others, "Rethinking the
 * Inception Architecture for Computer Vision", CVPR 2016, section 7). Smoothing keeps logits from
 * growing without bound, which a network of squares would otherwise do on unusual digits.
 *
 * @param smoothing the share s, 0 up to but not including 1
 */
record CrossEntropy(double smoothing) {

  CrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "expected a label smoothing in [0, 1) but found %s; pass a share such as 0.1"
              .formatted(smoothing));
    }
  }

  /** Returns the cross-entropy in nats. */
  double loss(double[] logits, int label) {
    double largest = largest(logits);
    double logOfSum = largest + StrictMath.log(sumOfExponentials(logits, largest));
    double loss = 0;
    for (int c = 0; c < logits.length; c++) {
      loss += target(c, label, logits.length) * (logOfSum - logits[c]);
    }
    return loss;
  }

  /** Returns the gradient of the loss with respect to the logits: softmax minus the target. */
  double[] gradient(double[] logits, int label) {
    double largest = largest(logits);
    double sum = sumOfExponentials(logits, largest);
    double[] gradient = new double[logits.length];
    for (int c = 0; c < logits.length; c++) {
      gradient[c] = StrictMath.exp(logits[c] - largest) / sum - target(c, label, logits.length);
    }
    return gradient;
  }

  private double target(int c, int label, int classes) {
    return smoothing / classes + (c == label ? 1 - smoothing : 0);
  }

  private static double largest(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    return largest;
  }

  // Exponents relative to the largest logit cannot overflow. StrictMath keeps a seed's network the
  // same on every machine.
  private static double sumOfExponentials(double[] logits, double largest) {
    double sum = 0;
    for (double logit : logits) {
      sum += StrictMath.exp(logit - largest);
    }
    return sum;
  }
}
