/** Built-in functions of addresses and of requests over the network. */
@NullMarked
package io.rego4j.opa.functions.net;

import org.jspecify.annotations.NullMarked;
