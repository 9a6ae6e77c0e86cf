/** Residency of keys under a byte budget: policies, leases, read-ahead. */
package org.rotunda.paging.pager;
