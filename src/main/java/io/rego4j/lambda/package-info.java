/**
 * The Lambda pack: a folder that makes policies and data a function behind API Gateway, with the standard OPA inside. Start
 * with {@link io.rego4j.lambda.LambdaPack}.
 */
@NullMarked
package io.rego4j.lambda;

import org.jspecify.annotations.NullMarked;
