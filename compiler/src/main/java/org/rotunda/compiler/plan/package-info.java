/** Plans: instructions with key events, their simulation and their serialised form. */
package org.rotunda.compiler.plan;
