/**
 * Source texts: the {@linkplain io.rego4j.source.Source text} of a policy with its line table, a
 * {@linkplain io.rego4j.source.Span place} in it, what is {@linkplain io.rego4j.source.Diagnostic wrong} there, and the
 * {@linkplain io.rego4j.source.RegoVersion version} of Rego that it is written in. Every other package uses this one; it uses
 * the JDK alone.
 */
@NullMarked
package io.rego4j.source;

import org.jspecify.annotations.NullMarked;
