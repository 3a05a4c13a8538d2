/** Properties of nodes, and the expressions that the stages of the checker make. */
@NullMarked
package io.rego4j.check.tree;

import org.jspecify.annotations.NullMarked;
