/** Built-in functions of text: strings, encodings (Base64, hexadecimal, JSON, YAML, URLs), units, versions, UUIDs, templates. */
@NullMarked
package io.rego4j.opa.functions.text;

import org.jspecify.annotations.NullMarked;
