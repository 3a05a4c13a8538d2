/** Keys and signatures, for bundles and tokens alike. */
@NullMarked
package io.rego4j.internal.crypto;

import org.jspecify.annotations.NullMarked;
