/** The engines that ask an OPA server: one that this JVM starts and keeps alive, and one that runs elsewhere. */
@NullMarked
package io.rego4j.opa.server;

import org.jspecify.annotations.NullMarked;
