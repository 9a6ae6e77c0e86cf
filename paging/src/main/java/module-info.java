import org.jspecify.annotations.NullMarked;

/**
 * The key store on disk, residency of keys under a byte budget, and read-ahead.
 *
 * <p>A package is exported as soon as it holds a public type.
 */
@NullMarked
module org.rotunda.paging {
  requires static org.jspecify;
  requires jdk.jfr;
  requires transitive org.rotunda.keys;

  exports org.rotunda.paging.store;
  exports org.rotunda.paging.pager;
}
