/** The signature file: one token with the hash of each file. */
@NullMarked
package io.rego4j.bundle.signature;

import org.jspecify.annotations.NullMarked;
