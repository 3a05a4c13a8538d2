/** Characters to tokens: keywords, brackets, constants and imports as the tokens are read. */
@NullMarked
package io.rego4j.parse.token;

import org.jspecify.annotations.NullMarked;
