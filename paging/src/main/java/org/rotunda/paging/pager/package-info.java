/**
 * Residency of keys under a byte budget: policies, leases, read-ahead.
 *
 * <p>A {@link org.rotunda.paging.pager.Pager} brings keys from a store into memory and drops them.
 * A key is absent, loading, or resident at a level with a number of leases; it is dropped only
 * without leases. A {@link org.rotunda.paging.pager.ResidencyPolicy} says which keys are in memory
 * when: all from the start, those asked for last, or what a {@link
 * org.rotunda.paging.pager.ResidencySchedule} says about each position of the program's trace of
 * key uses.
 */
package org.rotunda.paging.pager;
