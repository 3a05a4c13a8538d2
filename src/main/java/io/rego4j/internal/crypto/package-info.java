/** Keys and signatures of bundles and JSON Web Tokens. */
@NullMarked
package io.rego4j.internal.crypto;

import org.jspecify.annotations.NullMarked;
