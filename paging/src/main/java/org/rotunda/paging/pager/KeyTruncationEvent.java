package org.rotunda.paging.pager;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A key in memory was truncated to a lower level. */
@Name("org.rotunda.KeyTruncation")
@Label("Key Truncation")
@Category("Rotunda")
@StackTrace(false)
final class KeyTruncationEvent extends Event {
  @Label("Key")
  String key = "";

  @Label("Level")
  int level;

  @Label("Memory")
  @DataAmount
  long memory;
}
