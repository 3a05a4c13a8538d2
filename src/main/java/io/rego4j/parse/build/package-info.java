/** Parse trees of ANTLR to nodes of the tree. */
@NullMarked
package io.rego4j.parse.build;

import org.jspecify.annotations.NullMarked;
