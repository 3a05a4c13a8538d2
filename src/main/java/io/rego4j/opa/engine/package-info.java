/**
 * What all engines share: deadlines, the JSON of questions and answers, sets in JSON, the text of a module, changes
 * of base documents.
 */
@NullMarked
package io.rego4j.opa.engine;

import org.jspecify.annotations.NullMarked;
