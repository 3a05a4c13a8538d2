/**
 * Working copies of modules and rules, the rules by path, the functions, generated names, and which rule depends on
 * which.
 */
@NullMarked
package io.rego4j.check.module;

import org.jspecify.annotations.NullMarked;
