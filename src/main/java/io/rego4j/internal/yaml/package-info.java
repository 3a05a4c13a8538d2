/** YAML as OPA's library reads it: documents as nodes, and their values; for METADATA and for data. */
@NullMarked
package io.rego4j.internal.yaml;

import org.jspecify.annotations.NullMarked;
