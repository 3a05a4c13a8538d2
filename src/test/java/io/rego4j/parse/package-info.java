@NullMarked
package io.rego4j.parse;

import org.jspecify.annotations.NullMarked;
