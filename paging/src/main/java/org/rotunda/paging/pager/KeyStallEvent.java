package org.rotunda.paging.pager;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A use waited for its key. */
@Name("org.rotunda.KeyStall")
@Label("Key Stall")
@Category("Rotunda")
@StackTrace(false)
final class KeyStallEvent extends Event {
  @Label("Key")
  String key = "";

  @Label("Level")
  int level;
}
