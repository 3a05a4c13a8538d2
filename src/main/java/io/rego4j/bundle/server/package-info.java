/** The current state of each bundle that a server hands out. */
@NullMarked
package io.rego4j.bundle.server;

import org.jspecify.annotations.NullMarked;
