package org.rotunda.paging.pager;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A key was read from its store, or could not be. */
@Name("org.rotunda.KeyLoad")
@Label("Key Load")
@Category("Rotunda")
@StackTrace(false)
final class KeyLoadEvent extends Event {
  @Label("Key")
  String key = "";

  @Label("Level")
  int level;

  @Label("Memory")
  @DataAmount
  long memory;

  @Label("Prefetch")
  boolean prefetch;

  @Label("Succeeded")
  boolean succeeded;
}
