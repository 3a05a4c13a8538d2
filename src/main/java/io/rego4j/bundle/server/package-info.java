/** The current version of each bundle that a server serves. */
@NullMarked
package io.rego4j.bundle.server;

import org.jspecify.annotations.NullMarked;
