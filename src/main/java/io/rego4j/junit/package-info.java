/**
 * Tests with JUnit: Rego tests as tests of JUnit ({@link io.rego4j.junit.RegoTests}), an OPA as a parameter of Java tests
 * ({@link io.rego4j.junit.WithOpa}), and assertions about decisions ({@link io.rego4j.junit.OpaAssertions}). It needs JUnit 5.14
 * or later on the class path; JUnit 6 is fine.
 */
@NullMarked
package io.rego4j.junit;

import org.jspecify.annotations.NullMarked;
