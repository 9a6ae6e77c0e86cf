/** The commands that touch secret keys; the server's jar does without them. */
package org.rotunda.compiler.cli.client;
