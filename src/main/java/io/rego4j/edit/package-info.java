/**
 * Changes that keep the rest of a text: {@link io.rego4j.edit.Edit} writes a changed tree into the text that it was read from,
 * and {@link io.rego4j.edit.Refactoring} renames, moves and replaces over a {@linkplain io.rego4j.edit.PolicySet set of
 * policies}. What is written was read again and compared with what was meant.
 */
@NullMarked
package io.rego4j.edit;

import org.jspecify.annotations.NullMarked;
