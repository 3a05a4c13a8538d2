/** Names over a set of policies: which document a path means, where a name is written, and what a change of it must leave equal. */
@NullMarked
package io.rego4j.edit.name;

import org.jspecify.annotations.NullMarked;
