/** OPA's REST API at one address: requests, their bodies, and the routes for policies and data. */
@NullMarked
package io.rego4j.opa.rest;

import org.jspecify.annotations.NullMarked;
