/** The files of a Lambda pack, rendered from templates. */
@NullMarked
package io.rego4j.lambda.pack;

import org.jspecify.annotations.NullMarked;
