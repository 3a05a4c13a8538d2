/** Trees from anywhere, made ready to be written: METADATA as comments, and statements of several sources in one. */
@NullMarked
package io.rego4j.format.prepare;

import org.jspecify.annotations.NullMarked;
