/** Built-in functions of text: strings, patterns, and values written as text. */
@NullMarked
package io.rego4j.opa.functions.text;

import org.jspecify.annotations.NullMarked;
