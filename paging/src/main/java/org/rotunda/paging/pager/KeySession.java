package org.rotunda.paging.pager;

import org.rotunda.ckks.evaluation.EvaluationKeys;

/** The keys of one run under a policy. */
public interface KeySession extends EvaluationKeys, AutoCloseable {
  /**
   * Ends the session. Its keys leave memory, those of open leases when they are given back, and its
   * share of the budget returns with the last of them. Closing again does nothing.
   */
  @Override
  void close();
}
