/** Functions from program to program. */
package org.rotunda.compiler.pass;
