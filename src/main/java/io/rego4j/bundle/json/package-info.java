/** JSON and YAML documents as values, with the canonical text that OPA hashes. */
@NullMarked
package io.rego4j.bundle.json;

import org.jspecify.annotations.NullMarked;
