package io.rego4j.junit;

import io.rego4j.opa.Opa;

/**
 * Assertions about decisions. A failure names the document, the answer, the input, and the rules that define the document with
 * file and row:
 *
 * <pre>{@code
 * assertThat(opa).decision("data.app.allow").with(Map.of("user", "bob")).isAllowed();
 * }</pre>
 */
public final class OpaAssertions {
    private OpaAssertions() {}

    /** Assertions about what an OPA decides. */
    public static OpaAssert assertThat(Opa opa) {
        return new OpaAssert(opa);
    }

    /** Assertions about one OPA. */
    public static final class OpaAssert {
        private final Opa opa;

        private OpaAssert(Opa opa) {
            this.opa = opa;
        }

        /**
         * Assertions about a document, without an input until one is given.
         *
         * @param reference a reference such as {@code data.app.allow}
         * @throws IllegalArgumentException if it is something else
         */
        public DecisionAssert decision(String reference) {
            return new DecisionAssert(opa, reference);
        }
    }
}
