package org.rotunda.paging.pager;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A key left memory. */
@Name("org.rotunda.KeyEviction")
@Label("Key Eviction")
@Category("Rotunda")
@StackTrace(false)
final class KeyEvictionEvent extends Event {
  @Label("Key")
  String key = "";

  @Label("Level")
  int level;

  @Label("Memory")
  @DataAmount
  long memory;
}
