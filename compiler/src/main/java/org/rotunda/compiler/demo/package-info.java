/** The main job on real input: encrypted MNIST digits, classified with paged rotation keys. */
package org.rotunda.compiler.demo;
