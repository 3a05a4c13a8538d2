/**
 * The lexer and the parser that ANTLR generates from the grammar, and what the parts of their tree extend. The package is
 * the business of {@link io.rego4j.parse} alone.
 */
@NullMarked
package io.rego4j.parse.antlr;

import org.jspecify.annotations.NullMarked;
