/**
 * The tree as OPA's AST JSON, both ways: what {@code opa parse --format json} prints, and what OPA's Compile API and
 * partial evaluation answer with. {@link io.rego4j.json.AstJson} is the entry point; {@code docs/ast-json.md} describes
 * the shape and {@code docs/ast-json.schema.json} is its JSON Schema.
 */
@NullMarked
package io.rego4j.json;

import org.jspecify.annotations.NullMarked;
