package io.rego4j.parse.antlr;

import org.jspecify.annotations.Nullable;

/** Makes of a part of the parse tree, as soon as all of it is read, what needs less room. */
@FunctionalInterface
public interface PartMaker {
    /** What is to stand in the place of a part; null to keep the part. */
    @Nullable
    Object make(RegoContext part);
}
