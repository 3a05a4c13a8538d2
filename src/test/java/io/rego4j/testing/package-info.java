/** What tests of several packages share. */
@NullMarked
package io.rego4j.testing;

import org.jspecify.annotations.NullMarked;
