/** What a version of Rego allows, which imports it needs, and names that are free. */
@NullMarked
package io.rego4j.format.target;

import org.jspecify.annotations.NullMarked;
