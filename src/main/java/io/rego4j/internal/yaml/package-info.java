/** Reads YAML, of METADATA and of data, as OPA's library ({@code go.yaml.in/yaml/v3}) does, by means of SnakeYAML Engine. */
@NullMarked
package io.rego4j.internal.yaml;

import org.jspecify.annotations.NullMarked;
