/** How long operations take: work counted in primitives, measured times, and their predictions. */
package org.rotunda.compiler.cost;
