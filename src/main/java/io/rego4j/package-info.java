/**
 * Rego for Java: parse or build an Open Policy Agent policy, change it as a tree, write it as canonical Rego, and have a
 * real OPA decide it. {@code Rego} is the entry point.
 */
@NullMarked
package io.rego4j;

import org.jspecify.annotations.NullMarked;
