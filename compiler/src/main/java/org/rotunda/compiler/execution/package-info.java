/** Execution of a plan, encrypted or in clear. */
package org.rotunda.compiler.execution;
