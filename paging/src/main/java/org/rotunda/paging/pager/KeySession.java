package org.rotunda.paging.pager;

import org.rotunda.ckks.evaluation.EvaluationKeys;

/** The keys of one run under a policy. */
public interface KeySession extends EvaluationKeys, AutoCloseable {
  /**
   * Ends the session: from now on {@link #acquire} throws {@link IllegalStateException}, and leases
   * that are open stay good until they are given back. If the session has a share of the budget,
   * its keys leave memory, those of open leases when they are given back, and the share returns
   * with the last of them; keys that are loaded on demand belong to the pager and stay. Closing
   * again does nothing.
   */
  @Override
  void close();
}
