/**
 * Rego inside YAML: finds the policies in a file, gives each as a text with its place, and puts changed texts back without
 * touching any byte around them.
 */
@NullMarked
package io.rego4j.yaml;

import org.jspecify.annotations.NullMarked;
