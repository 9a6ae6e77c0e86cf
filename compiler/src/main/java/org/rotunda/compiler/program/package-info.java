/** Programs: the intermediate representation, the text form and the DSL. */
package org.rotunda.compiler.program;
