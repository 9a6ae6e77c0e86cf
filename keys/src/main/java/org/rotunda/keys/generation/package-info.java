/** Generation of exactly the evaluation keys that are asked for; absent from the server. */
package org.rotunda.keys.generation;
