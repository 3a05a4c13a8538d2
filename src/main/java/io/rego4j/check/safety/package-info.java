/** Which variables an expression binds and which it needs: OPA's safety check and the order of a body. */
@NullMarked
package io.rego4j.check.safety;

import org.jspecify.annotations.NullMarked;
