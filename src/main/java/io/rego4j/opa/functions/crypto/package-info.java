/** Built-in functions of hashes, keys, certificates and tokens. */
@NullMarked
package io.rego4j.opa.functions.crypto;

import org.jspecify.annotations.NullMarked;
