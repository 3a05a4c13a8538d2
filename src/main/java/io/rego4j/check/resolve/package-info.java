/** What a name means: a rule, an import, a local variable, a scope. */
@NullMarked
package io.rego4j.check.resolve;

import org.jspecify.annotations.NullMarked;
