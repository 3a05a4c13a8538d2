/** Nodes as text for messages and debugging: OPA's {@code String}. */
@NullMarked
package io.rego4j.ast.text;

import org.jspecify.annotations.NullMarked;
