/** Facts about Rego that several stages share, as plain strings: keywords, names, features, operators, deprecated built-ins. */
@NullMarked
package io.rego4j.internal.language;

import org.jspecify.annotations.NullMarked;
