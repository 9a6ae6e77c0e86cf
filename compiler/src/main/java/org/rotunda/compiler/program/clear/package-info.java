/** Execution of programs on clear numbers: the meaning of every operation. */
package org.rotunda.compiler.program.clear;
