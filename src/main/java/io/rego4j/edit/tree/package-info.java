/** Changes of one tree, written into the text that it was read from. */
@NullMarked
package io.rego4j.edit.tree;

import org.jspecify.annotations.NullMarked;
