/** From the parse tree to nodes: one builder for rules, heads, expressions, logic, operators, terms and collections each. */
@NullMarked
package io.rego4j.parse.build;

import org.jspecify.annotations.NullMarked;
