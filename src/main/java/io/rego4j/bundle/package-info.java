/**
 * Bundles: policies and data as one {@code bundle.tar.gz} in OPA's form, read, written, signed, verified and served.
 *
 * <p>{@link io.rego4j.bundle.Bundle} is the door: build one, or read one; write it, sign it, look at it. The same
 * content gives the same bytes. {@link io.rego4j.bundle.BundleServer} hands bundles to any number of OPAs.
 */
@NullMarked
package io.rego4j.bundle;

import org.jspecify.annotations.NullMarked;
