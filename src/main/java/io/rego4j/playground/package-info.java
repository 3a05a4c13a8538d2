/**
 * The playground: a page in the browser that shows, evaluates and changes policies, served on the loopback address.
 *
 * <p>The page's sources lie in {@code src/main/playground}. It sends the texts that it shows with each request; the server
 * keeps only the files that it was opened with, documents that are too large for a request, and the running processes of
 * {@code opa}.
 */
@NullMarked
package io.rego4j.playground;

import org.jspecify.annotations.NullMarked;
