/** Where nodes and comments stood, a node on one line, and the buffer of lines. */
@NullMarked
package io.rego4j.format.text;

import org.jspecify.annotations.NullMarked;
