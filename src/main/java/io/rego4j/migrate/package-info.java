/** Migrates policies to a later version of Rego, and lists what a person must decide. */
@NullMarked
package io.rego4j.migrate;

import org.jspecify.annotations.NullMarked;
