/** Built-in functions of patterns: regular expressions and globs. */
@NullMarked
package io.rego4j.opa.functions.pattern;

import org.jspecify.annotations.NullMarked;
