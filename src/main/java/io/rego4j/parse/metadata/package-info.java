/** METADATA comments and their YAML. */
@NullMarked
package io.rego4j.parse.metadata;

import org.jspecify.annotations.NullMarked;
