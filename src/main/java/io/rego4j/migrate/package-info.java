/** Takes policies to a later version of Rego, and says what a person must decide. */
@NullMarked
package io.rego4j.migrate;

import org.jspecify.annotations.NullMarked;
