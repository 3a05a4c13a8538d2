/** What a refactoring is about to do, and the proof that this is what it did. */
@NullMarked
package io.rego4j.edit.plan;

import org.jspecify.annotations.NullMarked;
