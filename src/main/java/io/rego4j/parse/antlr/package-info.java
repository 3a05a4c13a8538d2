/**
 * The lexer and the parser that ANTLR generates from the grammar, and the base classes of the parser and of its tree.
 * Only {@link io.rego4j.parse} and the packages below it use them.
 */
@NullMarked
package io.rego4j.parse.antlr;

import org.jspecify.annotations.NullMarked;
