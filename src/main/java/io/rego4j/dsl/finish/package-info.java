/** Finishing of built rules, and the holes of quoted Rego. */
@NullMarked
package io.rego4j.dsl.finish;

import org.jspecify.annotations.NullMarked;
