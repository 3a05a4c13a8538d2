/**
 * Bundles: policies and data as one {@code bundle.tar.gz} in OPA's form, read, written, signed, verified and served.
 *
 * <p>{@link io.rego4j.bundle.Bundle} builds, reads, writes and signs one. The same content gives the same bytes.
 * {@link io.rego4j.bundle.BundleServer} serves bundles to OPAs.
 */
@NullMarked
package io.rego4j.bundle;

import org.jspecify.annotations.NullMarked;
