/** The command line. */
package org.rotunda.compiler.cli;
