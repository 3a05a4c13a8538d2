/** The writers: each kind of node to lines of canonical Rego. */
@NullMarked
package io.rego4j.format.layout;

import org.jspecify.annotations.NullMarked;
