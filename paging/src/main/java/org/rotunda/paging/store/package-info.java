/** The key store file: pages, directory generations, checksums. */
package org.rotunda.paging.store;
