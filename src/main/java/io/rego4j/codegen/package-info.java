/**
 * Writes Java with JavaPoet: the {@linkplain io.rego4j.codegen.BuiltinsGenerator class of the built-ins} from OPA's
 * capabilities, and the {@linkplain io.rego4j.codegen.PolicyGenerator Java that builds a given module} with
 * {@link io.rego4j.dsl.Dsl}. It needs JavaPoet on the class path.
 */
@NullMarked
package io.rego4j.codegen;

import org.jspecify.annotations.NullMarked;
