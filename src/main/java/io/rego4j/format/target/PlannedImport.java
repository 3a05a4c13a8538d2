package io.rego4j.format.target;

import io.rego4j.ast.Import;
import io.rego4j.format.text.SourceLocation;

/**
 * An import that is to be written.
 *
 * @param node the import
 * @param place where it stood, or was put
 * @param added true if the module did not have it
 */
public record PlannedImport(Import node, SourceLocation place, boolean added) {}
