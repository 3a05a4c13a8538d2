package io.rego4j.parse.antlr;

import org.jspecify.annotations.Nullable;

/** Replaces a finished part of the parse tree by a smaller object. */
@FunctionalInterface
public interface PartMaker {
    /** The object that replaces a part; null to keep the part. */
    @Nullable
    Object make(RegoContext part);
}
