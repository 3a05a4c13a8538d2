/**
 * Rego inside YAML: finds the policies in a file, maps places in them to places in the file, and writes changed policies back
 * without changing any other byte.
 */
@NullMarked
package io.rego4j.yaml;

import org.jspecify.annotations.NullMarked;
