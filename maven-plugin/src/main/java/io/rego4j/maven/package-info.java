/** The goals of {@code rego4j-maven-plugin}. Each calls a command or a class of rego4j; docs/maven.md shows them. */
@NullMarked
package io.rego4j.maven;

import org.jspecify.annotations.NullMarked;
