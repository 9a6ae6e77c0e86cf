/** What the commands share: sizes, tables, progress, the files of a key set. */
package org.rotunda.compiler.cli.job;
