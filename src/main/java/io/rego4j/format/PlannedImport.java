package io.rego4j.format;

import io.rego4j.ast.Import;

/**
 * An import that is to be written.
 *
 * @param node the import
 * @param place where it stood, or was put
 * @param added true if the module did not have it
 */
record PlannedImport(Import node, Place place, boolean added) {}
