/** What the tests of this module share. */
package org.rotunda.keys.testing;
